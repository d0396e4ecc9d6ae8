import { bucketStart } from '#core/metrics/interval.ts';
import { laggingSeries, lateArrival, overlapBuckets } from './limits.ts';

/** What is held of a query: the range that was asked for with success, and the newest times of its series. */
export interface Held {
  from: number;
  until: number;
  newest: readonly number[];
}

/**
 * What to fetch so that [from, to) is held: all of it when the start is not held, else only from the last points on,
 * one bucket further back for what may still change. Times are epoch ms as subscribers see them.
 */
export function planFetch(
  wanted: { from: number; to: number; interval: number; whole: boolean },
  held: Held | undefined,
): { from: number; to: number; whole: boolean } {
  const from = bucketStart(wanted.from, wanted.interval);
  // A clock that was set back leaves a held range that ends in the future.
  const ahead = held !== undefined && held.until > wanted.to + wanted.interval;
  if (wanted.whole || !held || ahead || held.from > from || held.until < from)
    return { from, to: wanted.to, whole: true };
  const newest = Math.max(...held.newest, Number.NEGATIVE_INFINITY);
  const active = held.newest.filter((time) => time >= newest - Math.max(laggingSeries, wanted.interval));
  const last = active.length > 0 ? Math.min(...active, held.until) : held.until - laggingSeries;
  const resume = Math.max(last, held.until - Math.max(lateArrival, overlapBuckets * wanted.interval));
  const start = bucketStart(resume, wanted.interval) - (overlapBuckets - 1) * wanted.interval;
  return { from: Math.max(from, start), to: wanted.to, whole: start <= from };
}
