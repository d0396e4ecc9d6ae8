import { firstAtOrAfter, type HeldSeries } from '#core/metrics/held-series.ts';
import { labelsKey } from '#core/metrics/labels.ts';

/** What a panel does to the values of a query before they are shown. */
export interface Derivation {
  /** Field by which the others are divided; it is not shown itself. */
  divideBy: string | undefined;
  /** Bucket width, ms, when values are to be per second. */
  bucket: number | undefined;
  offset: number;
  /** Epoch ms on the scale of the held times. */
  now: () => number;
}

type Series = ReadonlyMap<string, HeldSeries>;

const divisorKey = (series: HeldSeries, field: string) => `${labelsKey(series.labels)}|${field}`;

/** Rows to show of a series from index `start` on; undefined for a series that only divides others. */
export function derivedRows(
  derivation: Derivation,
  all: Series,
  series: HeldSeries,
  start: number,
): { times: number[]; values: (number | null)[] } | undefined {
  const { divideBy, bucket, offset } = derivation;
  if (series.field === divideBy) return undefined;
  let end = series.times.length;
  // The sum of a bucket that still fills up would show as a drop.
  if (bucket !== undefined) end = Math.min(end, firstAtOrAfter(series.times, derivation.now() - bucket + 1));
  const times = series.times.slice(start, end);
  const raw = series.values.slice(start, end);
  if (divideBy === undefined && bucket === undefined && offset === 0) return { times, values: raw };
  const divisor = divideBy === undefined ? undefined : all.get(divisorKey(series, divideBy));
  const values = raw.map((value, row) => {
    if (value === null) return null;
    let result = value;
    if (divideBy !== undefined) {
      const by = divisor && valueAt(divisor, times[row] ?? 0);
      if (!by) return null;
      result /= by;
    }
    if (bucket !== undefined) result /= bucket / 1000;
    return result + offset;
  });
  return { times, values };
}

function valueAt(series: HeldSeries, time: number): number | null {
  const index = firstAtOrAfter(series.times, time);
  return series.times[index] === time ? (series.values[index] ?? null) : null;
}

/**
 * First changed times of what is shown, from those of what is held: a divisor's change is one of everything it divides,
 * and a bucket that was left out as unfinished may be over now.
 */
export function derivedChanges(
  derivation: Derivation,
  all: Series,
  changes: ReadonlyMap<string, number>,
): Map<string, number> {
  const { divideBy, bucket } = derivation;
  const result = new Map(changes);
  const note = (key: string, from: number) =>
    result.set(key, Math.min(from, result.get(key) ?? Number.POSITIVE_INFINITY));
  for (const series of all.values()) {
    if (divideBy !== undefined && series.field !== divideBy) {
      const from = changes.get(divisorKey(series, divideBy));
      if (from !== undefined) note(series.key, from);
    }
    const last = series.times.at(-1);
    if (bucket !== undefined && last !== undefined) note(series.key, last - bucket);
  }
  return result;
}
