import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listenForShortcuts } from '../keys/shortcuts.ts';
import { showToast, useToasts } from './store.ts';
import { Toasts } from './Toasts.tsx';

let stop = () => {};
beforeEach(() => {
  useToasts.setState({ toasts: [] });
  stop = listenForShortcuts(document);
});
afterEach(() => stop());

const titles = () => useToasts.getState().toasts.map((toast) => toast.title);

it('takes back the newest by Z, once', async () => {
  const user = userEvent.setup();
  const first = vi.fn<() => void>();
  const second = vi.fn<() => void>();
  render(<Toasts />);
  act(() => {
    showToast({ title: 'one', undo: first });
    showToast({ title: 'two', undo: second });
    showToast({ title: 'three' });
  });
  await user.keyboard('z');
  expect([first, second].map((undo) => undo.mock.calls.length)).toEqual([0, 1]);
  expect(titles()).toEqual(['one', 'three']);
  await user.keyboard('z');
  await user.keyboard('z');
  expect([first, second].map((undo) => undo.mock.calls.length)).toEqual([1, 1]);
});

it('shows three at most and lets a passing one go before an error', () => {
  showToast({ title: 'error', kind: 'source' });
  for (const title of ['one', 'two', 'three']) showToast({ title });
  expect(titles()).toEqual(['error', 'two', 'three']);
});

it('dismisses a passing message at the end of its life line, an error never', () => {
  render(<Toasts />);
  act(() => {
    showToast({ title: 'saved' });
    showToast({ title: 'Slack answered 429', kind: 'source' });
  });
  const lines = document.querySelectorAll('.life');
  expect(lines.length).toBe(1);
  // jsdom knows no AnimationEvent, so React listens to the prefixed name there.
  for (const line of lines) fireEvent(line, new Event('webkitAnimationEnd', { bubbles: true }));
  expect(titles()).toEqual(['Slack answered 429']);
  expect(screen.getByRole('alert').textContent).toContain('Slack answered 429');
});
