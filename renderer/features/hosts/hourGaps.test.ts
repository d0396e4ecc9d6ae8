import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsWithin, hourMs, lost, stretchesOf } from './hourGaps.ts';

const now = 10 * hourMs;
const minute = 60_000;
const host = (
  gaps: { from: number; to: number }[],
  lastSeenAt: number | null = now,
  state: 'reporting' | 'late' | 'silent' = 'reporting',
) => ({
  gaps,
  lastSeenAt,
  state,
});

describe('the bar of the last hour', () => {
  it('is whole for a host that reported all the time', () => {
    expect(gapsWithin(host([]), now)).toEqual([]);
  });

  it('clips what lies before the hour and joins what overlaps', () => {
    const gaps = [
      { from: now - 70 * minute, to: now - 50 * minute },
      { from: now - 55 * minute, to: now - 45 * minute },
      { from: now - 90 * minute, to: now - 80 * minute },
      { from: now - 10 * minute, to: now - 5 * minute },
    ];
    expect(gapsWithin(host(gaps), now)).toEqual([
      { from: now - hourMs, to: now - 45 * minute, open: false },
      { from: now - 10 * minute, to: now - 5 * minute, open: false },
    ]);
  });

  it('ends with a gap that is still open when the host is late or silent', () => {
    const last = now - 4 * minute;
    expect(gapsWithin(host([], last, 'late'), now)).toEqual([{ from: last, to: now, open: true }]);
    expect(gapsWithin(host([], null, 'silent'), now)).toEqual([{ from: now - hourMs, to: now, open: true }]);
  });

  it('keeps a short gap in sight at both ends of the bar', () => {
    const short = [
      { from: now - hourMs, to: now - hourMs + 1000, open: false },
      { from: now - 1000, to: now, open: false },
    ];
    const [first, last] = stretchesOf(short, now, 0.02);
    expect(first).toEqual({ from: 0, to: 0.02 });
    expect(last?.to).toBeCloseTo(1);
    expect((last?.to ?? 0) - (last?.from ?? 0)).toBeCloseTo(0.02);
  });

  it('never leaves its bounds, never overlaps and never loses more than the hour', () => {
    const gap = fc.tuple(fc.integer({ min: -120, max: 10 }), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(fc.array(gap, { maxLength: 12 }), (pairs) => {
        const gaps = pairs.map(([from, length]) => ({ from: now + from * minute, to: now + (from + length) * minute }));
        const found = gapsWithin(host(gaps), now);
        found.forEach((one, at) => {
          expect(one.from).toBeGreaterThanOrEqual(now - hourMs);
          expect(one.to).toBeLessThanOrEqual(now);
          expect(one.from).toBeGreaterThan(at === 0 ? -1 : (found[at - 1]?.to ?? 0));
        });
        expect(lost(found)).toBeLessThanOrEqual(hourMs);
        for (const stretch of stretchesOf(found, now)) {
          expect(stretch.from).toBeGreaterThanOrEqual(-1e-9);
          expect(stretch.to).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});
