import { expect, it } from 'vitest';
import { commonGaps, gapsOf, usualInterval } from './gaps.ts';

it('finds the usual interval in spite of a gap', () => {
  expect(usualInterval([0, 10, 20, 200, 210])).toBe(10);
});

it('calls missing rows and missing values a gap, but not one late point', () => {
  const times = [0, 10, 20, 45, 55, 65, 120, 130, 140, 150, 160, 170, 180];
  const values = [1, 1, 1, 1, 1, 1, 1, null, null, null, Number.NaN, 1, 1];
  expect(gapsOf(times, values)).toEqual([
    { from: 65, to: 120 },
    { from: 120, to: 170 },
  ]);
});

it('keeps only what is missing in every series', () => {
  expect(commonGaps([[{ from: 0, to: 50 }], [{ from: 20, to: 80 }]])).toEqual([{ from: 20, to: 50 }]);
  expect(commonGaps([[{ from: 0, to: 50 }], []])).toEqual([]);
});
