/** Percentiles of all samples of the run, ms. `null` when there is no sample. */
export interface ExactPercentiles {
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
}

/** Percentiles as JMeter's dashboard tells them: the last 20,000 samples in file order only, ms. */
export interface DashboardPercentiles {
  median: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
}

/** Figures of one label, or of the whole run. Durations in ms, sizes in bytes, times in epoch ms. */
export interface LabelStatistics {
  label: string;
  /** Rows of this label are a Transaction Controller's: they repeat their children and are not in the total. */
  isTransaction: boolean;
  samples: number;
  errors: number;
  /** Ratio 0..1; `null` without samples. */
  errorRate: number | null;
  mean: number | null;
  min: number | null;
  max: number | null;
  /** `null` where they were not asked for. */
  exact: ExactPercentiles;
  jmeter: DashboardPercentiles;
  /** Samples a second from the first start to the last end of this label; `null` when that span is 0 ms. */
  throughput: number | null;
  receivedPerSecond: number | null;
  sentPerSecond: number | null;
  receivedBytes: number;
  sentBytes: number;
  /** Start of the first sample; `null` without samples. */
  firstAt: number | null;
  /** End of the sample that ended last. */
  lastAt: number | null;
}

/** One kind of error, as JMeter's errors table names it; Transaction Controllers left out. */
export interface ErrorKind {
  label: string;
  /** Empty when the response code was one of success and an assertion failed. */
  code: string;
  /** Response message, or the assertion's failure message. */
  message: string;
  count: number;
}

/** Facts on the method that belong beside the figures. Each has a code that a screen puts into words. */
export interface StatisticsNote {
  code:
    | 'percentiles-windowed'
    | 'transactions-left-out'
    | 'empty-transactions-skipped'
    | 'labels-folded'
    | 'errors-folded'
    | 'long-durations-rounded'
    | 'label-named-total';
  count: number;
}

export interface RunStatistics {
  /** All samples that are no Transaction Controller's. Its label is `Total`. */
  total: LabelStatistics;
  /** In order of first appearance in the file. */
  labels: LabelStatistics[];
  errors: ErrorKind[];
  notes: StatisticsNote[];
  /** How the percentiles were computed, in words for a tool tip or a report. */
  method: { exact: string; jmeter: string };
}
