import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usePreferences } from '../preferences.ts';
import { keyLabels } from './keyLabels.ts';
import { listenForShortcuts, useShortcuts } from './shortcuts.ts';

let stop = () => {};
beforeEach(() => {
  useShortcuts.setState({ shortcuts: [] });
  usePreferences.getState().set({ singleLetters: true });
  stop = listenForShortcuts(document);
});
afterEach(() => {
  stop();
  document.body.innerHTML = '';
});

const bind = (keys: string, more: { inDialogs?: boolean } = {}) => {
  const run = vi.fn<() => void>();
  useShortcuts.getState().add({ keys, label: keys, run, ...more });
  return run;
};

it('runs sequences, and a lone letter that starts one does nothing', async () => {
  const boards = bind('g b');
  const letter = bind('b');
  await userEvent.keyboard('g');
  expect(boards).not.toHaveBeenCalled();
  await userEvent.keyboard('b');
  expect(boards).toHaveBeenCalledOnce();
  expect(letter).not.toHaveBeenCalled();
  await userEvent.keyboard('b');
  expect(letter).toHaveBeenCalledOnce();
});

it('rests single letters in fields and when they are turned off, but not modified keys', async () => {
  const letter = bind('a');
  const palette = bind('mod+k');
  document.body.innerHTML = '<input id="field">';
  document.getElementById('field')?.focus();
  await userEvent.keyboard('a{Control>}k{/Control}');
  expect([letter.mock.calls.length, palette.mock.calls.length]).toEqual([0, 1]);
  document.getElementById('field')?.blur();
  usePreferences.getState().set({ singleLetters: false });
  await userEvent.keyboard('a');
  expect(letter).not.toHaveBeenCalled();
});

it('rests the page while a dialog is open', async () => {
  const page = bind('a');
  const dialog = bind('s', { inDialogs: true });
  document.body.innerHTML = '<div aria-modal="true"></div>';
  await userEvent.keyboard('as');
  expect([page.mock.calls.length, dialog.mock.calls.length]).toEqual([0, 1]);
});

it('understands letters typed in Korean input mode', () => {
  const go = bind('j');
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅓ', code: 'KeyJ', bubbles: true }));
  expect(go).toHaveBeenCalledOnce();
});

it('prints keys as the machine names them', () => {
  expect(keyLabels('mod+k', true)).toEqual(['⌘ K']);
  expect(keyLabels('mod+k', false)).toEqual(['Ctrl K']);
  expect(keyLabels('g b', false)).toEqual(['G', 'B']);
  expect(keyLabels('Escape', false)).toEqual(['Esc']);
});
