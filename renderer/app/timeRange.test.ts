import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromSearch, relativeSpans, type TimeRange, toSearch, windowAt } from './timeRange.ts';

it('reads back every range it writes into an address', () => {
  const relative = fc.constantFrom(...relativeSpans).map((span): TimeRange => ({ kind: 'relative', span }));
  const absolute = fc
    .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 1e9 }))
    .map(([from, length]): TimeRange => ({ kind: 'absolute', from, to: from + length }));
  fc.assert(
    fc.property(fc.oneof(relative, absolute), (range) => {
      expect(fromSearch(toSearch(range))).toEqual(range);
    }),
  );
});

it('ignores an address that says no range or a backwards one', () => {
  expect(fromSearch({})).toBeUndefined();
  expect(fromSearch({ from: 'now-0h', to: 'now' })).toBeUndefined();
  expect(fromSearch({ from: '2026-11-26T03:00:00Z', to: '2026-11-26T02:00:00Z' })).toBeUndefined();
  expect(fromSearch({ from: 'yesterday', to: 'now' })).toBeUndefined();
});

it('moves a relative window with the present and never a fixed one', () => {
  expect(windowAt({ kind: 'relative', span: 100 }, 1000)).toEqual({ from: 900, to: 1000 });
  expect(windowAt({ kind: 'absolute', from: 1, to: 2 }, 1000)).toEqual({ from: 1, to: 2 });
});
