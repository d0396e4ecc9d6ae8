import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aRun } from '../testing.ts';
import type { RunView } from './foldRun.ts';
import { LogPane } from './LogPane.tsx';

// The test's browser lays nothing out: without a height the list would hold no lines.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(200);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(200);
});
afterEach(() => vi.restoreAllMocks());

const none = new Float64Array();
const long = 'a long message that a narrow pane cuts';
const view: RunView = {
  label: '',
  run: aRun(),
  at: 0,
  interval: 1000,
  times: none,
  columns: {
    users: none,
    throughput: none,
    errors: none,
    p50: none,
    p90: none,
    p95: none,
    p99: none,
    mean: none,
    received: none,
    sent: none,
  },
  codeTimes: none,
  codes: [],
  labels: [],
  allSpark: [],
  errors: [],
  lines: [
    { n: 1, at: 1, level: 'INFO', origin: 'o.a.j.Engine', text: 'first' },
    { n: 2, at: null, level: 'OUT', origin: 'jmeter', text: long },
  ],
  droppedLines: 0,
};
const line = (text: RegExp) => screen.getByRole('button', { name: text });

it('shows a cut line whole on a click, and folds it on the next', async () => {
  render(<LogPane view={view} />);
  await userEvent.click(line(/a long message/));
  expect(line(/a long message/).getAttribute('aria-expanded')).toBe('true');
  await userEvent.click(line(/a long message/));
  expect(line(/a long message/).getAttribute('aria-expanded')).toBe('false');
});

it('reaches lines by the arrows and shows one whole by Enter', async () => {
  render(<LogPane view={view} />);
  screen.getByRole('log').focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(line(/first/).getAttribute('aria-expanded')).toBe('true');
  expect(line(/a long message/).getAttribute('aria-expanded')).toBe('false');
});
