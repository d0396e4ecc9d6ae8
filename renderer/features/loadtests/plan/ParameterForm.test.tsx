import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { emptyDraft, useDraft } from './draft.ts';
import { ParameterForm } from './ParameterForm.tsx';

beforeEach(() => useDraft.setState(emptyDraft));
const users = { name: 'users', defaultValue: '10', usedIn: ['Plan › Shoppers'] };
const host = { name: 'host', defaultValue: null, usedIn: [] };

it('shows a field for each parameter with its default, and keeps what is typed when the plan is read again', async () => {
  const { rerender } = render(<ParameterForm parameters={[users, host]} />);
  expect(screen.getByLabelText<HTMLInputElement>('users').placeholder).toBe('default 10');
  expect(screen.getByLabelText<HTMLInputElement>('host').placeholder).toBe('no default');
  await userEvent.type(screen.getByLabelText('users'), '30');
  rerender(<ParameterForm parameters={[host, users]} />);
  expect(screen.getByLabelText<HTMLInputElement>('users').value).toBe('30');
  expect(useDraft.getState().values).toEqual({ users: '30' });
});

it('names a parameter of the plan that cannot be given and lets nobody write it', () => {
  render(<ParameterForm parameters={[{ ...users, name: '1 user' }]} />);
  expect(screen.getByLabelText<HTMLInputElement>('1 user').disabled).toBe(true);
  expect(screen.getByText(/“1 user” cannot be given/)).toBeTruthy();
});

it('names an invalid name while it is typed, adds nothing, and loses nothing', async () => {
  const user = userEvent.setup();
  render(<ParameterForm parameters={[users]} />);
  await user.type(screen.getByLabelText('Name of a property'), '1x');
  await user.type(screen.getByLabelText('Value'), 'kept{Enter}');
  expect(screen.getByText(/Begins with a letter/)).toBeTruthy();
  expect(useDraft.getState().added).toEqual([]);
  expect(screen.getByLabelText<HTMLInputElement>('Value').value).toBe('kept');
  await user.clear(screen.getByLabelText('Name of a property'));
  await user.type(screen.getByLabelText('Name of a property'), 'users');
  expect(screen.getByText(/Stands in the list already/)).toBeTruthy();
});

it('adds a property that the plan does not ask for, and removes it again', async () => {
  const user = userEvent.setup();
  render(<ParameterForm parameters={[]} />);
  await user.type(screen.getByLabelText('Name of a property'), 'region');
  await user.type(screen.getByLabelText('Value'), 'kr{Enter}');
  expect(screen.getByLabelText<HTMLInputElement>('region').value).toBe('kr');
  await user.click(screen.getByRole('button', { name: 'Remove region' }));
  expect(screen.queryByLabelText('region')).toBeNull();
});
