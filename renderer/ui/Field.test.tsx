import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Field } from './Field.tsx';

const long = 'Use 10 to 200 inches, as the maker of the screen says';
const describedBy = () =>
  (screen.getByLabelText('Size').getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent);

it.each(['too small', long])('keeps its help beside the error "%s", and reads out both', (error) => {
  render(<Field label="Size" help="Measured across" error={error} />);
  expect(screen.getByText('Measured across')).toBeTruthy();
  expect(screen.getByText(error)).toBeTruthy();
  expect(describedBy()).toEqual([error, 'Measured across']);
});

it('describes itself by what there is', () => {
  const { rerender } = render(<Field label="Size" />);
  expect(screen.getByLabelText('Size').hasAttribute('aria-describedby')).toBe(false);
  rerender(<Field label="Size" help="Measured across" />);
  expect(describedBy()).toEqual(['Measured across']);
});
