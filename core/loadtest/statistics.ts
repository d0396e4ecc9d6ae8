import { ErrorKinds } from './error-kinds.ts';
import { FLAG_EMPTY_TRANSACTION, FLAG_SUCCESS, FLAG_TRANSACTION, type JtlBatch, type JtlColumn } from './jtl-batch.ts';
import { LabelAccumulator, type PercentileChoice } from './label-accumulator.ts';
import type { RunStatistics, StatisticsNote } from './statistics-types.ts';

/** Columns the statistics need of the scanner. */
export const statisticsColumns: readonly JtlColumn[] = [
  'timeStamp',
  'elapsed',
  'label',
  'success',
  'responseCode',
  'responseMessage',
  'failureMessage',
  'bytes',
  'sentBytes',
];

/** Collects a run's statistics while its rows are read, in memory that depends on the number of labels only. */
export interface Statistics {
  /** Takes the rows of a batch. All batches must come from one scanner, in file order. */
  add(batch: JtlBatch): void;
  /** Adds what was collected from rows that stand later in the file, or from a later file. */
  merge(later: Statistics): void;
  /**
   * The figures so far. A live view asks for `exact`, which never sorts JMeter's window; `none` leaves percentiles out.
   */
  snapshot(options?: { percentiles?: PercentileChoice; foldedRows?: number }): RunStatistics;
}

/**
 * Statistics of a run, both as the dashboard of JMeter 5.6.3 computes them and over all samples. Transaction Controller
 * rows stay out of the total, and such rows without any sample are left out everywhere. Every CSV row is one sample.
 */
export function createStatistics(): Statistics {
  return new Collector();
}

const METHOD = {
  exact: 'All samples; Commons-Math LEGACY percentile: position p(n+1)/100, linear between neighbours.',
  jmeter: 'The last 20,000 samples of each label in file order, as JMeter 5.6.3; Commons-Math LEGACY percentile.',
};

class Collector implements Statistics {
  private readonly total = new LabelAccumulator();
  private readonly labels = new Map<string, LabelAccumulator>();
  private readonly errors = new ErrorKinds();
  private emptyTransactions = 0;
  private transactionRows = 0;
  /** Accumulators by the scanner's label id, so that a row needs no text. */
  private byId: (LabelAccumulator | undefined)[] = [];
  private byIdOf: unknown;

  add(batch: JtlBatch): void {
    if (this.byIdOf !== batch.texts.label) {
      this.byIdOf = batch.texts.label;
      this.byId = [];
    }
    const { timeStamp, elapsed, label, flags, bytes, sentBytes, length } = batch;
    for (let i = 0; i < length; i += 1) {
      const flag = flags[i] ?? 0;
      const accumulator = this.accumulatorOf(label[i] ?? 0, batch);
      if ((flag & FLAG_EMPTY_TRANSACTION) !== 0) {
        accumulator.transactions += 1;
        this.emptyTransactions += 1;
        continue;
      }
      const started = timeStamp[i] ?? 0;
      const took = elapsed[i] ?? 0;
      const success = (flag & FLAG_SUCCESS) !== 0;
      const received = bytes[i] ?? 0;
      const sent = sentBytes[i] ?? 0;
      accumulator.add(started, took, success, received, sent);
      if ((flag & FLAG_TRANSACTION) !== 0) {
        accumulator.transactions += 1;
        this.transactionRows += 1;
        continue;
      }
      this.total.add(started, took, success, received, sent);
      if (!success) this.addError(batch, i);
    }
  }

  merge(later: Statistics): void {
    if (!(later instanceof Collector)) throw new TypeError('Only statistics of this module can be merged.');
    this.total.merge(later.total);
    for (const [label, accumulator] of later.labels) this.named(label).merge(accumulator);
    this.errors.merge(later.errors);
    this.emptyTransactions += later.emptyTransactions;
    this.transactionRows += later.transactionRows;
  }

  snapshot(options: { percentiles?: PercentileChoice; foldedRows?: number } = {}): RunStatistics {
    const choice = options.percentiles ?? 'both';
    return {
      total: this.total.statistics('Total', choice),
      labels: [...this.labels].map(([label, accumulator]) => accumulator.statistics(label, choice)),
      errors: this.errors.list(),
      notes: this.notes(options.foldedRows ?? 0),
      method: METHOD,
    };
  }

  private notes(foldedRows: number): StatisticsNote[] {
    const all = [this.total, ...this.labels.values()];
    const notes: StatisticsNote[] = [
      { code: 'percentiles-windowed', count: all.filter((one) => one.isWindowed).length },
      { code: 'transactions-left-out', count: this.transactionRows },
      { code: 'empty-transactions-skipped', count: this.emptyTransactions },
      { code: 'labels-folded', count: foldedRows },
      { code: 'errors-folded', count: this.errors.folded },
      { code: 'long-durations-rounded', count: this.total.rounded },
      { code: 'label-named-total', count: this.labels.has('Total') ? 1 : 0 },
    ];
    return notes.filter((note) => note.count > 0);
  }

  private addError(batch: JtlBatch, index: number): void {
    const { texts } = batch;
    this.errors.add(
      texts.label.get(batch.label[index] ?? 0),
      texts.responseCode.get(batch.responseCode[index] ?? 0),
      texts.responseMessage.get(batch.responseMessage[index] ?? 0),
      texts.failureMessage.get(batch.failureMessage[index] ?? 0),
    );
  }

  private accumulatorOf(id: number, batch: JtlBatch): LabelAccumulator {
    const known = this.byId[id];
    if (known !== undefined) return known;
    const accumulator = this.named(batch.texts.label.get(id));
    while (this.byId.length < id) this.byId.push(undefined);
    this.byId[id] = accumulator;
    return accumulator;
  }

  private named(label: string): LabelAccumulator {
    let accumulator = this.labels.get(label);
    if (accumulator === undefined) {
      accumulator = new LabelAccumulator();
      this.labels.set(label, accumulator);
    }
    return accumulator;
  }
}
