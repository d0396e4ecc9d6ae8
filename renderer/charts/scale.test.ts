import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisLabel, elapsedStep, valueScale } from './scale.ts';

describe('valueScale', () => {
  it('holds its range with few, round lines', () => {
    expect(valueScale(0, 97)).toEqual({ min: 0, max: 100, step: 25 });
    expect(valueScale(0, 6300)).toEqual({ min: 0, max: 8000, step: 2000 });
  });

  it('is round in MiB for bytes', () => {
    const scale = valueScale(0, 300 * 1024 ** 2, 4, 1024);
    expect(scale).toEqual({ min: 0, max: 300 * 1024 ** 2, step: 100 * 1024 ** 2 });
  });

  it('steps in powers of two where bytes pass into the next unit', () => {
    expect(valueScale(0, 1500, 4, 1024)).toEqual({ min: 0, max: 1536, step: 512 });
    const scale = valueScale(0, 1900 * 1024, 4, 1024);
    expect(scale.step).toBe(512 * 1024);
    expect([512, 1024, 1536].map(axisLabel({ min: 0, max: 1536, step: 512 }, 'bytes', 'en'))).toEqual([
      '0.5\u00a0K',
      '1.0\u00a0K',
      '1.5\u00a0K',
    ]);
  });

  it('gives a flat and an empty range room', () => {
    expect(valueScale(0, 0)).toEqual({ min: 0, max: 1, step: 0.25 });
    expect(valueScale(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toEqual({ min: 0, max: 1, step: 0.5 });
    expect(valueScale(200, 200).max).toBeGreaterThan(200);
  });

  it('always holds the range in at most seven lines', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        // Closer than the digits of a double can be told apart on an axis there are no round steps left.
        fc.pre(low === high || high - low > Math.max(Math.abs(high), Math.abs(low)) * 1e-6);
        const scale = valueScale(low, high);
        const slack = scale.step * 1e-6;
        expect(scale.min).toBeLessThanOrEqual(low + slack);
        expect(scale.max).toBeGreaterThanOrEqual(high - slack);
        expect((scale.max - scale.min) / scale.step).toBeLessThanOrEqual(6.5);
      }),
    );
  });
});

describe('axisLabel', () => {
  it('writes one unit on a whole axis', () => {
    const label = axisLabel({ min: 0, max: 8000, step: 2000 }, 'ms', 'en');
    expect([0, 2000, 8000].map(label)).toEqual(['0', '2\u00a0s', '8\u00a0s']);
    expect(axisLabel({ min: 0, max: 8000, step: 2000 }, 'ms', 'ko')(2000)).toBe('2초');
  });

  it('keeps the digits of its step', () => {
    expect(axisLabel({ min: 0, max: 1, step: 0.25 }, 'none', 'en')(0.25)).toBe('0.25');
    expect(axisLabel({ min: 0, max: 10, step: 2.5 }, 'percent', 'en')(2.5)).toBe('2.5');
  });
});

it('chooses steps of a clock for elapsed axes', () => {
  expect(elapsedStep(15 * 60_000, 5)).toBe(180_000);
  expect(elapsedStep(10 * 86_400_000, 5)).toBe(2 * 86_400_000);
});
