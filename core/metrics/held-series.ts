import type { Labels } from './frame.ts';

/** One series as the hub holds it: times ascending, epoch ms (moved by the shift), `null` for no value. */
export interface HeldSeries {
  key: string;
  name: string;
  field: string;
  labels: Labels;
  times: number[];
  values: (number | null)[];
}

/** Index of the first time that is not before `time`. */
export function firstAtOrAfter(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Replaces what is held from `from` on by fetched rows (earlier ones are ignored). A time that was held and is gone
 * becomes `null`, so that a reader who has the old value learns of it.
 *
 * @returns time of the first row that changed; undefined when nothing did
 */
export function mergeRows(
  held: HeldSeries,
  from: number,
  times: readonly number[],
  values: readonly (number | null)[],
): number | undefined {
  const start = firstAtOrAfter(held.times, from);
  const oldTimes = held.times.slice(start);
  const oldValues = held.values.slice(start);
  held.times.length = start;
  held.values.length = start;
  let changed: number | undefined;
  let old = 0;
  let fresh = firstAtOrAfter(times, from);
  while (old < oldTimes.length || fresh < times.length) {
    const oldTime = oldTimes[old] ?? Number.POSITIVE_INFINITY;
    const freshTime = times[fresh] ?? Number.POSITIVE_INFINITY;
    const time = Math.min(oldTime, freshTime);
    const before = oldTime === time ? (oldValues[old] ?? null) : undefined;
    const after = freshTime === time ? (values[fresh] ?? null) : null;
    held.times.push(time);
    held.values.push(after);
    if (changed === undefined && before !== after) changed = time;
    if (oldTime === time) old += 1;
    // Two rows of one time in an answer: the later one stands, as in the store.
    while (fresh < times.length && times[fresh] === time) {
      held.values[held.values.length - 1] = values[fresh] ?? null;
      if (changed === undefined && before !== held.values.at(-1)) changed = time;
      fresh += 1;
    }
  }
  return changed;
}

/** Drops points before `time`, in steps: a few may stay so that not every refresh moves the arrays. */
export function trimBefore(held: HeldSeries, time: number): void {
  const count = firstAtOrAfter(held.times, time);
  if (count < 32 && count < held.times.length) return;
  held.times.splice(0, count);
  held.values.splice(0, count);
}

/** Time of the newest point that has a value. */
export function newestValue(held: HeldSeries): number | undefined {
  for (let index = held.values.length - 1; index >= 0; index--) {
    if (held.values[index] !== null) return held.times[index];
  }
  return undefined;
}
