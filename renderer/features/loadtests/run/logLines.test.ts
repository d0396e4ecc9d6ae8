import { expect, it } from 'vitest';
import type { LogLine } from './foldRun.ts';
import { newestFirst, warningCount } from './logLines.ts';

const line = (n: number, level: LogLine['level'], at: number | null = n): LogLine => ({
  n,
  at,
  level,
  origin: 'x',
  text: '',
});
const lines = [
  line(1, 'INFO'),
  line(2, 'ERROR'),
  line(3, 'ERROR', null),
  line(4, 'ERROR', null),
  line(5, 'OUT', null),
  line(6, 'WARN'),
];

it('puts the newest message first and leaves a stack trace readable from its head down', () => {
  expect(newestFirst(lines, false).map((one) => one.n)).toEqual([6, 5, 2, 3, 4, 1]);
});

it('filters warnings and errors with their traces, and counts messages, not lines', () => {
  expect(newestFirst(lines, true).map((one) => one.n)).toEqual([6, 2, 3, 4]);
  expect(warningCount(lines)).toBe(2);
});

it('shows a trace whose head was dropped', () => {
  expect(newestFirst([line(3, 'ERROR', null), line(4, 'INFO')], false).map((one) => one.n)).toEqual([4, 3]);
});
