import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sparkPath, sparkScale, sparkY } from './sparkPath.ts';

it('lifts the pen at a gap instead of joining it', () => {
  const values = [1, 2, null, 4, Number.NaN, 6];
  expect(sparkPath(values, sparkScale(values, []), 100, 20).match(/M/g)?.length).toBe(3);
});

it('does not blow calm values up', () => {
  const { low, high } = sparkScale([99, 101, 100], []);
  expect(high - low).toBeCloseTo(25);
  expect(sparkScale([0, 100], [120])).toEqual({ low: 0, high: 120 });
});

it('draws every value inside its box', () => {
  const value = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
      const scale = sparkScale(values, []);
      for (const one of values) {
        expect(sparkY(one, scale, 34)).toBeGreaterThanOrEqual(2);
        expect(sparkY(one, scale, 34)).toBeLessThanOrEqual(32);
      }
    }),
  );
});
