import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeldSeries, mergeRows } from './held-series.ts';

const series = (points: Record<number, number | null>): HeldSeries => ({
  key: 'k',
  name: 'n',
  field: 'f',
  labels: {},
  times: Object.keys(points).map(Number),
  values: Object.values(points),
});

describe('merging fetched rows', () => {
  it('adds what is new and tells its first time', () => {
    const held = series({ 1: 1, 2: 2 });
    expect(mergeRows(held, 2, [2, 3], [2, 3])).toBe(3);
    expect(held).toMatchObject({ times: [1, 2, 3], values: [1, 2, 3] });
  });

  it('makes a hole where a held time is gone', () => {
    const held = series({ 1: 1, 2: 2, 3: 3 });
    expect(mergeRows(held, 2, [3], [3])).toBe(2);
    expect(held).toMatchObject({ times: [1, 2, 3], values: [1, null, 3] });
  });

  it('says nothing when nothing changed', () => {
    expect(mergeRows(series({ 1: 1, 2: null }), 1, [1, 2], [1, null])).toBeUndefined();
  });

  it('ends with the values of the answer, whatever was held', () => {
    const points = fc.dictionary(fc.integer({ min: 1, max: 30 }).map(String), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(points, points, fc.integer({ min: 0, max: 31 }), (before, after, from) => {
        const held = series(before);
        const fresh = series(after);
        const changed = mergeRows(held, from, fresh.times, fresh.values);
        const now = new Map(held.times.map((time, index) => [time, held.values[index]]));
        const sorted = held.times.every((time, index) => index === 0 || time > (held.times[index - 1] ?? 0));
        const keptBefore = Object.entries(before).every(
          ([time, value]) => Number(time) >= from || now.get(Number(time)) === value,
        );
        const asAnswered = held.times.every((time) => time < from || now.get(time) === (after[time] ?? null));
        const whole = Object.keys(after).every((time) => Number(time) < from || now.has(Number(time)));
        const unchangedBefore = held.times.every(
          (time) => (changed !== undefined && time >= changed) || now.get(time) === (before[time] ?? null),
        );
        expect({ sorted, keptBefore, asAnswered, whole, unchangedBefore }).toEqual({
          sorted: true,
          keptBefore: true,
          asAnswered: true,
          whole: true,
          unchangedBefore: true,
        });
      }),
    );
  });
});
