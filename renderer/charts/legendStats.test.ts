import { expect, it } from 'vitest';
import { legendStats, nearestIndex } from './legendStats.ts';

it('counts only values inside the window and skips what is missing', () => {
  expect(legendStats([0, 10, 20, 30], [100, 2, null, 4], 5, 30)).toEqual({ last: 4, min: 2, mean: 3, max: 4 });
});

it('has no figures without values', () => {
  expect(legendStats([0, 10], [null, Number.NaN], 0, 10)).toEqual({
    last: undefined,
    min: undefined,
    mean: undefined,
    max: undefined,
  });
});

it('finds the nearest point, or none out of reach', () => {
  expect(nearestIndex([0, 10, 20], 14)).toBe(1);
  expect(nearestIndex([0, 10, 20], 17)).toBe(2);
  expect(nearestIndex([0, 10, 20], 90, 5)).toBe(-1);
  expect(nearestIndex([], 5)).toBe(-1);
});
