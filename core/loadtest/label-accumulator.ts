import { ElapsedHistogram } from './elapsed-histogram.ts';
import { ElapsedWindow } from './elapsed-window.ts';
import { percentileOfSorted } from './percentile.ts';
import type { LabelStatistics } from './statistics-types.ts';

const WANTED = [50, 90, 95, 99] as const;

/** Which percentiles a snapshot computes: those of JMeter sort up to 20,000 values a label. */
export type PercentileChoice = 'both' | 'exact' | 'none';

/**
 * Collects the figures of one label, row by row. While all samples fit into JMeter's window, the window is also the
 * exact record; only then a histogram is kept beside it.
 */
export class LabelAccumulator {
  samples = 0;
  errors = 0;
  transactions = 0;
  private sum = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  private receivedBytes = 0;
  private sentBytes = 0;
  private firstAt = Number.POSITIVE_INFINITY;
  private lastAt = Number.NEGATIVE_INFINITY;
  private readonly window = new ElapsedWindow();
  private histogram: ElapsedHistogram | undefined;

  /** More samples than JMeter's window holds: its percentiles differ from those of all samples. */
  get isWindowed(): boolean {
    return this.histogram !== undefined;
  }

  /** Durations that had to be rounded (see `ElapsedHistogram`). */
  get rounded(): number {
    return this.histogram?.rounded ?? 0;
  }

  add(startedAt: number, elapsed: number, success: boolean, received: number, sent: number): void {
    this.samples += 1;
    if (!success) this.errors += 1;
    this.sum += elapsed;
    if (elapsed < this.min) this.min = elapsed;
    if (elapsed > this.max) this.max = elapsed;
    this.receivedBytes += received;
    this.sentBytes += sent;
    if (startedAt < this.firstAt) this.firstAt = startedAt;
    if (startedAt + elapsed > this.lastAt) this.lastAt = startedAt + elapsed;
    this.keep(elapsed);
  }

  /** Adds the figures of rows that stand later in the file (or in a later file). */
  merge(later: LabelAccumulator): void {
    this.samples += later.samples;
    this.errors += later.errors;
    this.transactions += later.transactions;
    this.sum += later.sum;
    this.min = Math.min(this.min, later.min);
    this.max = Math.max(this.max, later.max);
    this.receivedBytes += later.receivedBytes;
    this.sentBytes += later.sentBytes;
    this.firstAt = Math.min(this.firstAt, later.firstAt);
    this.lastAt = Math.max(this.lastAt, later.lastAt);
    if (later.histogram === undefined) {
      for (const elapsed of later.window.inOrder()) this.keep(elapsed);
      return;
    }
    this.histogram ??= this.histogramOfWindow();
    this.histogram.merge(later.histogram);
    for (const elapsed of later.window.inOrder()) this.window.add(elapsed);
  }

  statistics(label: string, choice: PercentileChoice): LabelStatistics {
    const { samples, receivedBytes, sentBytes } = this;
    const known = samples > 0;
    const firstAt = Number.isFinite(this.firstAt) ? this.firstAt : null;
    const lastAt = Number.isFinite(this.lastAt) ? this.lastAt : null;
    const span = firstAt === null || lastAt === null ? 0 : lastAt - firstAt;
    const perSecond = (amount: number): number | null => (span > 0 ? amount / (span / 1000) : null);
    const sorted =
      choice === 'both' || (choice === 'exact' && this.histogram === undefined) ? this.window.sorted() : [];
    const windowed = choice === 'both' ? WANTED.map((p) => percentileOfSorted(p, sorted)) : [];
    const exact =
      choice === 'none'
        ? []
        : (this.histogram?.percentiles(WANTED) ?? WANTED.map((p) => percentileOfSorted(p, sorted)));
    return {
      label,
      isTransaction: this.transactions > 0,
      samples,
      errors: this.errors,
      errorRate: known ? this.errors / samples : null,
      mean: known ? this.sum / samples : null,
      min: known ? this.min : null,
      max: known ? this.max : null,
      exact: { p50: told(exact[0]), p90: told(exact[1]), p95: told(exact[2]), p99: told(exact[3]) },
      jmeter: { median: told(windowed[0]), p90: told(windowed[1]), p95: told(windowed[2]), p99: told(windowed[3]) },
      throughput: perSecond(samples),
      receivedPerSecond: perSecond(receivedBytes),
      sentPerSecond: perSecond(sentBytes),
      receivedBytes,
      sentBytes,
      firstAt,
      lastAt,
    };
  }

  private keep(elapsed: number): void {
    if (this.histogram === undefined && this.window.isFull) this.histogram = this.histogramOfWindow();
    this.histogram?.add(elapsed);
    this.window.add(elapsed);
  }

  private histogramOfWindow(): ElapsedHistogram {
    const histogram = new ElapsedHistogram();
    histogram.addAll(this.window.inOrder());
    return histogram;
  }
}

function told(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
