import type { Panel, reducers, Threshold } from '#core/boards/board.ts';
import type { LivePanel, LiveSeries } from './boardStore.ts';

export type Reducer = (typeof reducers)[number];

/** Values inside the window as one number; `null` when there is none. */
export function reduceSeries(
  series: Pick<LiveSeries, 'times' | 'values'>,
  how: Reducer,
  from: number,
  to: number,
): number | null {
  let last: number | null = null;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (let at = 0; at < series.times.length; at += 1) {
    const time = series.times[at] ?? Number.NaN;
    const value = series.values[at] ?? Number.NaN;
    if (!(time >= from && time <= to) || !Number.isFinite(value)) continue;
    last = value;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    count += 1;
  }
  if (count === 0) return null;
  const results: Record<Reducer, number | null> = { last, mean: sum / count, max, min, sum };
  return results[how];
}

export type Level = 'ok' | 'warning' | 'critical';

/** The worst threshold that a value has reached. */
export function levelOf(value: number | null, thresholds: readonly Threshold[]): Level {
  if (value === null) return 'ok';
  const reached = thresholds.filter((one) => (one.side === 'above' ? value >= one.at : value <= one.at));
  if (reached.some((one) => one.state === 'critical')) return 'critical';
  return reached.length > 0 ? 'warning' : 'ok';
}

/** One number of a panel with what it is compared with. Values are in the board's own unit. */
export interface Reading {
  readonly series: LiveSeries | undefined;
  readonly value: number | null;
  readonly lastWeek: number | null;
  readonly level: Level;
  /** Lowest threshold of its side: the limit printed beside it. */
  readonly limit: Threshold | undefined;
  /** Index in `series` from which the values are abnormal without a break, for sparks. */
  readonly hotFrom: number | undefined;
}

/** How far the ends of two overlaid series may lie apart to be called the same moment, in intervals. */
const SAME_MOMENT = 3;

/**
 * Reads the first series of the present (`shift` 0) of a panel, reduced as the panel asks, and the same of last week.
 * Last week is read up to the moment of the newest present value, so that a `last` compares like with like.
 */
export function readPanel(panel: Panel, live: LivePanel | undefined): Reading {
  const how = panel.kind === 'timeseries' || panel.kind === 'heatmap' ? 'last' : panel.reduce;
  const limit = panel.thresholds.find((one) => one.state === 'warning') ?? panel.thresholds[0];
  if (!live) return { series: undefined, value: null, lastWeek: null, level: 'ok', limit, hotFrom: undefined };
  const { from, to, interval } = live.window;
  const series = live.series.find((one) => one.shift === 0);
  const past = live.series.find((one) => one.shift !== 0 && (series === undefined || one.ref === series.ref));
  const value = series ? reduceSeries(series, how, from, to) : null;
  const end = series?.times.at(-1) ?? to;
  const reach = how === 'last' ? end - interval * SAME_MOMENT : from;
  const lastWeek = past ? reduceSeries(past, how, reach, end) : null;
  const level = levelOf(value, panel.thresholds);
  return {
    series,
    value,
    lastWeek,
    level,
    limit,
    hotFrom: series && level !== 'ok' ? hotStart(series, panel.thresholds) : undefined,
  };
}

function hotStart(series: LiveSeries, thresholds: readonly Threshold[]): number | undefined {
  let start: number | undefined;
  for (let at = series.values.length - 1; at >= 0; at -= 1) {
    const value = series.values[at] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (levelOf(value, thresholds) === 'ok') break;
    start = at;
  }
  return start;
}

/** Middle nine tenths of the values: the normal band a quiet spark is scaled to. `undefined` for fewer than eight. */
export function normalBand(values: ArrayLike<number>): readonly [number, number] | undefined {
  const known = Array.from(values)
    .filter(Number.isFinite)
    .sort((one, other) => one - other);
  if (known.length < 8) return undefined;
  const low = known[Math.floor(known.length * 0.05)];
  const high = known[Math.ceil(known.length * 0.95) - 1];
  return low === undefined || high === undefined ? undefined : [low, high];
}

/** About `count` values of a series for a spark, by the mean of equal steps of the window; empty steps are gaps. */
export function sparkValues(
  series: Pick<LiveSeries, 'times' | 'values'> | undefined,
  from: number,
  to: number,
  count: number,
): (number | null)[] {
  const sums = new Float64Array(count);
  const counts = new Uint32Array(count);
  if (series && to > from) {
    for (let at = 0; at < series.times.length; at += 1) {
      const value = series.values[at] ?? Number.NaN;
      const step = Math.floor((((series.times[at] ?? Number.NaN) - from) / (to - from)) * count);
      if (!(step >= 0 && step <= count) || !Number.isFinite(value)) continue;
      const place = Math.min(count - 1, step);
      sums[place] = (sums[place] ?? 0) + value;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  return Array.from(sums, (sum, at) => ((counts[at] ?? 0) > 0 ? sum / (counts[at] ?? 1) : null));
}

/** Whether the data of a panel is older than it may be. */
export function isStale(live: Pick<LivePanel, 'newestAt' | 'staleAfter' | 'window'> | undefined, now: number): boolean {
  if (!live || live.newestAt === null) return false;
  return Math.min(now, live.window.to) - live.newestAt > live.staleAfter;
}
