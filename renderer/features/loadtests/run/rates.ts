import type { Statistics } from '#core/contract/loadtests.ts';
import { spanOf } from '../runState.ts';
import type { RunView } from './foldRun.ts';

/** Measured for less than this, ms, nothing can be said per second. */
export const shortestForRate = 1000;

/** Samples a second over the figures' own span; `null` when that is shorter than a second. */
export function rateOf(figures: Pick<Statistics, 'samples' | 'throughput'>): number | null {
  const span = spanOf(figures);
  return span === null || span < shortestForRate ? null : figures.throughput;
}

/**
 * The rate of a whole run beside its peak, the peak being the fullest interval. The first and the last interval are seldom
 * full: on a run of a few seconds the mean over its own span can stand above every interval. Then the mean is taken over
 * whole intervals, as the series is, so that a mean is never above the peak.
 */
export function wholeRate(
  figures: Pick<Statistics, 'samples' | 'throughput'>,
  peak: number | null,
  { times, interval }: Pick<RunView, 'times' | 'interval'>,
): number | null {
  const rate = rateOf(figures);
  const [first] = times;
  const last = times.at(-1);
  if (rate === null || peak === null || rate <= peak || first === undefined || last === undefined) return rate;
  const seconds = (last + interval - first) / 1000;
  return Math.min(peak, figures.samples / seconds);
}
