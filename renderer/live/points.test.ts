import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeriesPoints } from './points.ts';

const patch = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 0, maxLength: 30 })
  .map((times) => times.sort((one, other) => one - other));

it('is the same as cutting and appending a plain list, up to the limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.array(patch, { maxLength: 12 }), (limit, patches) => {
      const points = new SeriesPoints(limit);
      let plain: number[] = [];
      let dropped = 0;
      for (const times of patches) {
        points.splice(
          Float64Array.from(times),
          Float64Array.from(times, (time) => time * 2),
        );
        const first = times[0];
        if (first !== undefined) plain = [...plain.filter((time) => time < first), ...times];
        dropped += Math.max(0, plain.length - limit);
        plain = plain.slice(-limit);
      }
      expect([...points.times]).toEqual(plain);
      expect([...points.values]).toEqual(plain.map((time) => time * 2));
      expect(points.dropped).toBe(dropped);
    }),
  );
});

it('leaves points of a view that was handed out as they were when it grows', () => {
  const points = new SeriesPoints();
  points.splice(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3));
  const { times } = points;
  for (let at = 4; at < 500; at += 1) points.splice(Float64Array.of(at), Float64Array.of(at));
  expect([...times]).toEqual([1, 2, 3]);
});

it('forgets what left the range', () => {
  const points = new SeriesPoints();
  points.splice(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3));
  points.forgetBefore(2);
  expect([...points.times]).toEqual([2, 3]);
  expect(points.dropped).toBe(0);
});
