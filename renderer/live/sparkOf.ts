import type { SparklineProps } from '../ui/index.ts';
import type { LivePanel } from './boardStore.ts';
import { normalBand, type Reading, sparkValues } from './reading.ts';

/** Share of the middle value that a spark always spans, so that a quiet line is not blown up to its own noise. */
const LEAST_SPAN = 0.1;

/** What a spark of a panel draws, at most `count` steps over the range; `undefined` where there is nothing to draw. */
export function sparkOf(
  live: LivePanel | undefined,
  reading: Reading,
  count: number,
): Pick<SparklineProps, 'values' | 'band' | 'target' | 'min' | 'max' | 'hotFrom' | 'hotKind'> | undefined {
  const { series, level, limit } = reading;
  if (!live || !series) return undefined;
  const { from, to, interval } = live.window;
  // Steps narrower than the buckets of the data would be gaps that nothing is missing in.
  const steps = Math.max(2, Math.min(count, Math.floor((to - from) / Math.max(1, interval))));
  const values = sparkValues(series, from, to, steps);
  const known = values.flatMap((value) => value ?? []);
  if (known.length < 2) return undefined;
  const past = live.series.find((one) => one.shift !== 0 && one.ref === series.ref);
  const band = normalBand(past ? past.values : series.values);
  const low = Math.min(...known, band?.[0] ?? Number.POSITIVE_INFINITY);
  const high = Math.max(...known, band?.[1] ?? Number.NEGATIVE_INFINITY);
  const middle = Math.abs(low + high) / 2;
  const span = Math.max(high - low, middle * LEAST_SPAN) || 1;
  const near = limit !== undefined && limit.at <= high + span * 2 && limit.at >= low - span * 2;
  const hotTime = reading.hotFrom === undefined ? undefined : series.times[reading.hotFrom];
  const hotFrom = hotTime === undefined ? undefined : Math.max(0, Math.floor(((hotTime - from) / (to - from)) * steps));
  return {
    values,
    band,
    target: near ? limit.at : undefined,
    min: Math.min(low - span * 0.5, near ? limit.at : low),
    max: Math.max(high + span * 0.5, near ? limit.at : high),
    hotFrom,
    hotKind: level === 'critical' ? 'critical' : 'warning',
  };
}
