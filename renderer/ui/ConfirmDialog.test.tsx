import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog.tsx';

const shown = (more: Partial<ConfirmDialogProps>) =>
  render(
    <MantineProvider>
      <ConfirmDialog title="Remove it?" action="Remove" onConfirm={() => {}} onClose={() => {}} {...more} />
    </MantineProvider>,
  );
const body = () => document.querySelector('.dlg-body');

it('draws no body where it has nothing to say in one', () => {
  shown({ text: 'It is gone then.', children: false });
  expect(screen.getByText('Remove it?')).toBeTruthy();
  expect(body()).toBeNull();
});

it('draws a body for what will run', () => {
  shown({ argv: ['jmeter', '-n'] });
  expect(body()?.textContent).toContain('jmeter');
});
