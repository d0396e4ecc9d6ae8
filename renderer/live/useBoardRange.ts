import { useMemo } from 'react';
import type { Range } from '#core/contract/boards.ts';
import { type TimeRange, useTimeRange, windowAt } from '../app/timeRange.ts';

/** Longest and shortest moving range the engine takes, seconds. */
const LIMITS = { least: 60, most: 366 * 86_400 };

/** A range of the page as the engine takes it. A moving range that is stopped means the window it showed at `now`. */
export function engineRange(range: TimeRange, live: boolean, now: number): Range {
  if (range.kind === 'relative' && live) {
    const seconds = Math.min(LIMITS.most, Math.max(LIMITS.least, Math.round(range.span / 1000)));
    return { kind: 'relative', seconds };
  }
  const { from, to } = windowAt(range, now);
  return { kind: 'absolute', from: Math.round(from), to: Math.round(to) };
}

const pageNow = () => Date.now();

/** The shared time range as the engine takes it, held still from the moment the page stops following the present. */
export function useBoardRange(): { range: Range; refresh: number } {
  const { range, live, refresh } = useTimeRange();
  // Read once for each change: the window of a stopped page stays where it was stopped.
  return { range: useMemo(() => engineRange(range, live, pageNow()), [range, live]), refresh };
}

/** Points a plot of this window can show, in steps of 100 so that a drag of the window edge asks nothing anew. */
export function plotPoints(width: number): number {
  return Math.min(1200, Math.max(200, Math.round((width * 0.4) / 100) * 100));
}
