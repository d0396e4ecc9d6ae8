import { type Run, type RunUpdate, runSeriesNames } from '#core/contract/loadtests.ts';
import type { StreamEvent } from '#core/contract/stream.ts';
import type { Block } from '#core/metrics/block.ts';

export type RunSeriesName = (typeof runSeriesNames)[number];
export type LogLine = RunUpdate['log']['lines'][number];

/** Lines of the log a window holds: as many as the engine, so that its count of dropped lines is ours as well. */
export const logLinesHeld = 2000;
/** Points of the small line beside "all". */
const sparkPoints = 40;

/** A run as a page holds it. Arrays are never changed: a new view shares what did not change. */
export interface RunView {
  /** The label that `columns` and `codes` are about; '' = all samples. */
  readonly label: string;
  readonly run: Run;
  /** When the engine last changed it, epoch ms. */
  readonly at: number;
  /** Bucket width, ms. */
  readonly interval: number;
  /** Bucket starts, epoch ms. */
  readonly times: Float64Array;
  readonly columns: Readonly<Record<RunSeriesName, Float64Array>>;
  readonly codeTimes: Float64Array;
  /** Errors per second, most frequent code first. */
  readonly codes: readonly { readonly code: string; readonly values: Float64Array }[];
  readonly labels: RunUpdate['labels'];
  /** p95 of all samples in the newest buckets, as last seen with '' selected. */
  readonly allSpark: readonly (number | null)[];
  readonly errors: RunUpdate['errors'];
  readonly lines: readonly LogLine[];
  /** Lines that are no longer held; the file has them. */
  readonly droppedLines: number;
}

type ReadBlock = (base64: string) => Block;

/**
 * Folds an event into what is held. A series block replaces everything at or after its first time and leaves the past as it
 * is; a full event, or one about another label, replaces all. Throws BlockError when a block is damaged.
 */
export function foldRun(
  held: RunView | undefined,
  event: StreamEvent<RunUpdate>,
  label: string,
  read: ReadBlock,
): RunView {
  const { data } = event;
  const base = event.kind === 'delta' && held?.label === label && held.run.id === data.run.id ? held : undefined;
  const series = read(data.series);
  const errors = read(data.errorSeries);
  const kept = base ? before(base.times, series.times[0]) : 0;
  const times = joined(base?.times, kept, series.times);
  const columns = Object.fromEntries(
    runSeriesNames.map((name, at) => [
      name,
      joined(base?.columns[name], kept, series.columns[at] ?? missing(series.times.length)),
    ]),
  ) as Record<RunSeriesName, Float64Array>;
  const keptCodes = base ? before(base.codeTimes, errors.times[0]) : 0;
  const codes = data.errorCodes.map((code, at) => {
    const past = base?.codes.find((one) => one.code === code)?.values;
    // A code that was not there before had no errors then: zero, not unknown.
    return {
      code,
      values: joined(
        past ?? new Float64Array(keptCodes),
        keptCodes,
        errors.columns[at] ?? new Float64Array(errors.times.length),
      ),
    };
  });
  return {
    label,
    run: data.run,
    at: data.at,
    interval: data.interval,
    times,
    columns,
    codeTimes: joined(base?.codeTimes, keptCodes, errors.times),
    codes,
    labels: data.labels,
    allSpark:
      label === ''
        ? [...columns.p95.slice(-sparkPoints)].map((value) => (Number.isFinite(value) ? value : null))
        : (held?.allSpark ?? []),
    errors: data.errors,
    lines: joinLines(base?.lines ?? [], data.log.lines),
    droppedLines: data.log.dropped,
  };
}

/** How many of the held times stay when a block that begins at `first` comes; all when it is empty. */
function before(times: Float64Array, first: number | undefined): number {
  if (first === undefined) return times.length;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Number.NaN) < first) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joined(past: Float64Array | undefined, kept: number, next: Float64Array): Float64Array {
  if (past !== undefined && next.length === 0 && kept === past.length) return past;
  const all = new Float64Array(kept + next.length);
  if (past) all.set(past.subarray(0, kept));
  all.set(next, kept);
  return all;
}

function missing(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** New lines after the held ones, each once by its number, the newest `logLinesHeld`. */
function joinLines(held: readonly LogLine[], next: readonly LogLine[]): readonly LogLine[] {
  const last = held.at(-1)?.n ?? 0;
  // By number, not by time: lines that a program prints carry no time, and keep their place among the others.
  const fresh = next.filter((line) => line.n > last).toSorted((one, other) => one.n - other.n);
  return fresh.length === 0 ? held : [...held, ...fresh].slice(-logLinesHeld);
}
