/** Figures of a series in the window that is shown; `undefined` where it has no value. */
export interface LegendStats {
  readonly last: number | undefined;
  readonly min: number | undefined;
  readonly mean: number | undefined;
  readonly max: number | undefined;
}

/** Last, least, mean and largest value from `from` to `to` (epoch ms, both included). Missing values do not count. */
export function legendStats(
  times: ArrayLike<number>,
  values: ArrayLike<number | null>,
  from: number,
  to: number,
): LegendStats {
  let last: number | undefined;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (let at = 0; at < times.length; at += 1) {
    const time = times[at] ?? Number.NaN;
    const value = values[at];
    if (!(time >= from && time <= to) || value === null || value === undefined || !Number.isFinite(value)) continue;
    last = value;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    count += 1;
  }
  return count === 0
    ? { last, min: undefined, mean: undefined, max: undefined }
    : { last, min, mean: sum / count, max };
}

/** Index of the point next to `time`, or -1 for none within `reach` ms. Times ascend. */
export function nearestIndex(times: ArrayLike<number>, time: number, reach = Number.POSITIVE_INFINITY): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  const distance = (at: number) => Math.abs((times[at] ?? Number.POSITIVE_INFINITY) - time);
  const at = before >= 0 && distance(before) <= distance(low) ? before : low;
  return at < times.length && distance(at) <= reach ? at : -1;
}
