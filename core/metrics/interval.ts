const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Bucket widths people read easily, ms. */
export const niceSteps: readonly number[] = [
  ...[1, 2, 5, 10, 15, 20, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 20, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30].map((count) => count * day),
];

/**
 * Bucket width, ms, for a range of `rangeMs` shown with at most `maxPoints` buckets, of data that comes every
 * `sourceIntervalMs`: a nice step, never finer than the data. Steps that are whole multiples of the data's own
 * interval are preferred: every bucket then holds the same number of points and counts do not wobble.
 */
export function bucketWidth(rangeMs: number, maxPoints: number, sourceIntervalMs: number): number {
  const least = Math.max(rangeMs / Math.max(1, maxPoints), sourceIntervalMs, niceSteps[0] ?? second);
  const fitting = niceSteps.filter((step) => step >= least);
  const even = fitting.find((step) => step % sourceIntervalMs === 0);
  const first = fitting[0];
  // An even step that is far coarser than asked would hide detail; then a multiple of the data's interval is better.
  if (even !== undefined && first !== undefined && even <= 2 * first) return even;
  return Math.ceil(least / sourceIntervalMs) * sourceIntervalMs;
}

/** Start of the bucket that holds `time`; buckets start at multiples of `width` since the epoch. */
export function bucketStart(time: number, width: number): number {
  return Math.floor(time / width) * width;
}

/** `10s`, `5m`, `1500ms`: how InfluxQL, Flux and PromQL write a duration of `ms` milliseconds. */
export function durationLiteral(ms: number): string {
  if (ms % hour === 0) return `${ms / hour}h`;
  if (ms % minute === 0) return `${ms / minute}m`;
  if (ms % second === 0) return `${ms / second}s`;
  return `${ms}ms`;
}
