/** A value of a spark; `null` or NaN is a gap and stays one. */
export type SparkValue = number | null;

export interface SparkScale {
  readonly low: number;
  readonly high: number;
}

/** Least range of a spark as a share of its middle: a calm value looks calm instead of filling its box with noise. */
const LEAST_RANGE = 0.25;

/** Range of a spark: of its values, widened by what they are compared with, so that noise is not blown up. */
export function sparkScale(values: readonly SparkValue[], references: readonly number[]): SparkScale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of [...values, ...references]) {
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1 };
  if (Math.max(Math.abs(low), Math.abs(high)) < 1e-300) return { low: -1, high: 1 };
  const missing = (Math.abs(low + high) / 2) * LEAST_RANGE - (high - low);
  return missing > 0 ? { low: low - missing / 2, high: high + missing / 2 } : { low, high };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Vertical place of a value in a box `height` px high, 2 px inset. */
export function sparkY(value: number, scale: SparkScale, height: number): number {
  return round(height - 2 - ((value - scale.low) / (scale.high - scale.low)) * (height - 4));
}

/** Horizontal place of the value at an index in a box `width` px wide. */
export function sparkX(at: number, count: number, width: number): number {
  return round(count < 2 ? width - 3 : (at / (count - 1)) * (width - 4) + 1);
}

/** SVG path of the values from index `start`; the pen is lifted at gaps. */
export function sparkPath(
  values: readonly SparkValue[],
  scale: SparkScale,
  width: number,
  height: number,
  start = 0,
): string {
  let path = '';
  let down = false;
  values.forEach((value, at) => {
    if (at < start) return;
    if (value === null || !Number.isFinite(value)) {
      down = false;
      return;
    }
    path += `${down ? 'L' : 'M'}${sparkX(at, values.length, width)} ${sparkY(value, scale, height)}`;
    down = true;
  });
  return path;
}
