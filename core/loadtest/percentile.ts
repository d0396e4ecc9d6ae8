/**
 * Percentile as Commons-Math's LEGACY estimator, which JMeter uses: of n sorted values, position p(n+1)/100 counted
 * from 1; before the first value the smallest, behind the last the largest, else linear between the two neighbours.
 * `valueAt(k)` gives the k-th smallest value, k from 1 to n. NaN when there is no value.
 */
export function legacyPercentile(p: number, count: number, valueAt: (k: number) => number): number {
  if (count === 0) return Number.NaN;
  if (count === 1) return valueAt(1);
  const position = (p * (count + 1)) / 100;
  const below = Math.floor(position);
  if (position < 1) return valueAt(1);
  if (position >= count) return valueAt(count);
  const lower = valueAt(below);
  const upper = valueAt(below + 1);
  return lower + (position - below) * (upper - lower);
}

/** The same over values sorted in ascending order. */
export function percentileOfSorted(p: number, sorted: ArrayLike<number>): number {
  return legacyPercentile(p, sorted.length, (k) => sorted[k - 1] ?? Number.NaN);
}
