import type { ErrorKind } from './statistics-types.ts';

/** Figures of one status of one label in an interval. Durations in ms, sizes in bytes. */
export interface IntervalPart {
  count: number;
  sum: number;
  min: number;
  max: number;
  received: number;
  sent: number;
  /** Rows that are no Transaction Controller's: what JMeter's listener calls hits. */
  hits: number;
  /**
   * Percentile 0..100 over the interval's own samples, ms (exact, Commons-Math LEGACY); `null` without samples, or
   * when the values of this interval were dropped to stay within the memory limit.
   */
  percentile(p: number): number | null;
}

/** One label (or the total) in an interval [from, to) of sample ends, epoch ms. */
export interface LabelInterval {
  /** `null` for the total of all labels (Transaction Controllers left out). */
  label: string | null;
  isTransaction: boolean;
  from: number;
  to: number;
  all: IntervalPart;
  ok: IntervalPart;
  ko: IntervalPart;
  /** Failed rows by label, code and message, most frequent first. */
  errors: ErrorKind[];
}

/** Threads at work in an interval: the latest `allThreads` of every host, added up. `null` before the first row. */
export interface ActiveThreads {
  min: number | null;
  max: number | null;
  mean: number | null;
  last: number | null;
  /** Different threads seen since the start of the run: a lower bound of the threads started. */
  started: number;
}

/** Everything of one interval. */
export interface IntervalAggregate {
  from: number;
  to: number;
  total: LabelInterval;
  labels: LabelInterval[];
  threads: ActiveThreads;
}

/** What the memory limits cost, for the operator. */
export interface SecondsLosses {
  /** Seconds dropped from the history. */
  secondsEvicted: number;
  /** Seconds whose percentiles can no longer be told (their counts can). */
  secondsWithoutValues: number;
  /** Rows that ended in a second that was evicted already. */
  rowsTooLate: number;
  /** Rows whose time is further from the first row's than a run can last: a broken clock. */
  rowsOutOfSpan: number;
  /** Rows of labels above the limit, kept in the total only. */
  rowsOfFoldedLabels: number;
}

export interface SecondsLimits {
  /** Label-seconds kept. */
  maxCells: number;
  /** Single durations kept for exact percentiles. */
  maxValues: number;
  /** Labels told apart. */
  maxLabels: number;
  /** Kinds of error told apart in one second of one label. */
  maxErrorKinds: number;
  /** Threads told apart for `started`. */
  maxThreads: number;
  /** Rows further than this from the first row are left out. */
  maxSpanMs: number;
}
