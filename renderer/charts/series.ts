import { colorSlots, SERIES_COLORS } from './color.ts';
import { gapsOf } from './gaps.ts';

/** One series of a time series chart. Times are epoch ms, ascending; `null` and NaN are gaps. */
export interface ChartSeries {
  /** Identity over refreshes; its colour follows from it (or from `entity`). */
  readonly key: string;
  readonly name: string;
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number | null>;
  /** What the colour stands for where several charts show one thing under different keys. */
  readonly entity?: string | undefined;
  /** Token without dashes (`s3`, `n9`) instead of the hashed colour. Never a status colour. */
  readonly color?: string | undefined;
  readonly dash?: boolean | undefined;
  readonly area?: boolean | undefined;
  readonly stack?: string | undefined;
  readonly axis?: 'left' | 'right' | undefined;
  readonly type?: 'line' | 'bar' | undefined;
  readonly step?: boolean | undefined;
  /** Overlay of an earlier period (last week), its times already moved: grey, dashed, thin, never in the others. */
  readonly reference?: boolean | undefined;
}

/** A series with what the chart decided about it. */
export interface DrawnSeries {
  readonly series: ChartSeries;
  /** Token of its colour. */
  readonly color: string;
  /** One of the series past the eighth: thin and grey, one legend row for all of them. */
  readonly isOther: boolean;
}

/** Gives every series its colour; those past the eighth become others, in the order the caller ranked them. */
export function drawnSeries(all: readonly ChartSeries[]): DrawnSeries[] {
  const own = all.filter((series) => !series.reference);
  const named = own.slice(0, SERIES_COLORS);
  const slots = colorSlots(named.filter((series) => !series.color).map((series) => series.entity ?? series.key));
  return all.map((series) => {
    if (series.reference) return { series, color: series.color ?? 'n9', isOther: false };
    if (!named.includes(series)) return { series, color: 'n7', isOther: true };
    const slot = slots.get(series.entity ?? series.key);
    return { series, color: series.color ?? (slot === undefined ? 'n9' : `s${slot}`), isOther: false };
  });
}

/**
 * Points as ECharts takes them without objects: time, value, time, value … A missing value is put into every gap,
 * for two points on both sides of one are never joined by a line. `origin` is subtracted from times (elapsed axes).
 */
export function flatPoints(series: ChartSeries, origin = 0): Float64Array {
  const { times, values } = series;
  // A stack is added up index by index: its gaps come from the times, which its series share, so that rows stay aligned.
  const gaps = series.type === 'bar' ? [] : gapsOf(times, series.stack === undefined ? values : times);
  const flat = new Float64Array((times.length + gaps.length) * 2);
  let next = 0;
  let gap = 0;
  for (let at = 0; at < times.length; at += 1) {
    const time = times[at] ?? Number.NaN;
    const start = gaps[gap];
    if (start && time > start.from) {
      flat[next++] = start.from - origin + 1;
      flat[next++] = Number.NaN;
      gap += 1;
    }
    flat[next++] = time - origin;
    flat[next++] = values[at] ?? Number.NaN;
  }
  return flat.subarray(0, next);
}

/** Least and largest value of an axis; stacked series count as the sum of their stack at each index. */
export function valueRange(all: readonly ChartSeries[], axis: 'left' | 'right'): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const note = (value: number | null | undefined) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  const sums = new Map<string, Map<number, number>>();
  for (const series of all) {
    if ((series.axis ?? 'left') !== axis) continue;
    let sum: Map<number, number> | undefined;
    if (series.stack !== undefined) {
      sum = sums.get(series.stack) ?? new Map<number, number>();
      sums.set(series.stack, sum);
    }
    for (let at = 0; at < series.values.length; at += 1) {
      const value = series.values[at];
      note(value);
      const time = series.times[at];
      if (sum && time !== undefined && value !== null && value !== undefined && Number.isFinite(value)) {
        const total = (sum.get(time) ?? 0) + value;
        sum.set(time, total);
        note(total);
      }
    }
  }
  return { low, high };
}
