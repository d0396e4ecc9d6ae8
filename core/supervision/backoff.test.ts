import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffDelay } from './backoff.ts';

const pace = { first: 200, longest: 30_000 };

describe('backoffDelay', () => {
  it('doubles its ceiling with each failure', () => {
    expect([1, 2, 3, 4].map((failures) => backoffDelay(failures, 0, pace))).toEqual([100, 200, 400, 800]);
  });

  it('stays in the upper half of a ceiling that never passes the longest wait', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (failures, random) => {
          const delay = backoffDelay(failures, random, pace);
          expect(delay).toBeGreaterThanOrEqual(pace.first / 2);
          expect(delay).toBeLessThanOrEqual(pace.longest);
          expect(delay).toBeGreaterThanOrEqual(failures > 10 ? pace.longest / 2 : 0);
        },
      ),
    );
  });

  it('spreads callers that failed together', () => {
    expect(backoffDelay(5, 0.1, pace)).not.toBe(backoffDelay(5, 0.9, pace));
  });
});
