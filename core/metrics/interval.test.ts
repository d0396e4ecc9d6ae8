import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketWidth, durationLiteral } from './interval.ts';

const hour = 3_600_000;

describe('the width of buckets', () => {
  it('is a nice step that keeps the plot within its points', () => {
    expect(bucketWidth(hour, 300, 10_000)).toBe(20_000);
    expect(bucketWidth(24 * hour, 300, 10_000)).toBe(300_000);
    expect(bucketWidth(hour, 1000, 1000)).toBe(5000);
  });

  it('is never finer than the data', () => {
    expect(bucketWidth(60_000, 5000, 10_000)).toBe(10_000);
    expect(bucketWidth(60_000, 5000, 60_000)).toBe(60_000);
  });

  it('holds whole intervals of the data, and never makes too many points', () => {
    const inputs = fc.tuple(
      fc.integer({ min: 60_000, max: 366 * 24 * hour }),
      fc.integer({ min: 50, max: 5000 }),
      fc.integer({ min: 1, max: 3600 }),
    );
    fc.assert(
      fc.property(inputs, ([span, points, seconds]) => {
        const width = bucketWidth(span, points, seconds * 1000);
        expect(width % (seconds * 1000)).toBe(0);
        expect(width).toBeGreaterThanOrEqual(seconds * 1000);
        expect(span / width).toBeLessThanOrEqual(points);
      }),
    );
  });

  it('is written as the stores read it', () => {
    expect([
      durationLiteral(1500),
      durationLiteral(10_000),
      durationLiteral(300_000),
      durationLiteral(2 * hour),
    ]).toEqual(['1500ms', '10s', '5m', '2h']);
  });
});
