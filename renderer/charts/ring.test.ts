import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ring } from './ring.ts';

describe('Ring', () => {
  it('keeps what fits and gives it back in order', () => {
    const ring = new Ring('test.points', 8);
    for (let at = 0; at < 5; at += 1) ring.push(at * 10, at);
    expect([...ring.points().times]).toEqual([0, 10, 20, 30, 40]);
    expect(ring.newest).toBe(40);
  });

  it('drops the oldest in steps and counts them', () => {
    const ring = new Ring('test.points', 8);
    for (let at = 0; at < 9; at += 1) ring.push(at, at);
    expect(ring.dropped).toBe(2);
    expect([...ring.points().times]).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it('overwrites the bucket that was still open and keeps a gap a gap', () => {
    const ring = new Ring('test.points', 8);
    ring.push(10, 1);
    ring.push(20, 2);
    ring.push(20, 3);
    ring.push(10, null);
    expect([...ring.points().values]).toEqual([Number.NaN, 3]);
  });

  it('forgets what left the window', () => {
    const ring = new Ring('test.points', 8);
    for (let at = 0; at < 6; at += 1) ring.push(at, at);
    ring.forgetBefore(3);
    expect([...ring.points().times]).toEqual([3, 4, 5]);
  });

  it('never holds more than its limit, always ascending, always the newest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 300 }),
        (limit, times) => {
          const ring = new Ring('test.points', limit);
          for (const time of times) ring.push(time, time);
          const kept = [...ring.points().times];
          expect(kept.length).toBeLessThanOrEqual(limit);
          expect(kept).toEqual([...new Set(kept)].sort((one, other) => one - other));
          expect(kept.at(-1)).toBe(times.length > 0 ? Math.max(...times) : undefined);
        },
      ),
    );
  });
});
