import { ThreadTimeline } from './active-threads.ts';
import { ErrorKinds } from './error-kinds.ts';
import { FLAG_EMPTY_TRANSACTION, FLAG_SUCCESS, FLAG_TRANSACTION, type JtlBatch, type JtlColumn } from './jtl-batch.ts';
import { type Bucket, Buckets } from './seconds-buckets.ts';
import { type Cell, joinErrors, joinParts } from './seconds-cell.ts';
import type { IntervalAggregate, LabelInterval, SecondsLimits, SecondsLosses } from './seconds-types.ts';

export const defaultSecondsLimits: SecondsLimits = {
  maxCells: 400_000,
  maxValues: 8_000_000,
  maxLabels: 500,
  maxErrorKinds: 50,
  maxThreads: 100_000,
  maxSpanMs: 31 * 86_400_000,
};

/** Columns the per-second aggregates need of the scanner. */
export const secondsColumns: readonly JtlColumn[] = [
  'timeStamp',
  'elapsed',
  'label',
  'success',
  'responseCode',
  'responseMessage',
  'failureMessage',
  'threadName',
  'bytes',
  'sentBytes',
  'allThreads',
  'Hostname',
];

export interface SecondsOptions {
  /** Width of a bucket, ms; 1000 when absent. Buckets start at its multiples. */
  interval?: number;
  limits?: Partial<SecondsLimits>;
}

/**
 * A run second by second and label by label, for the live view and the history, fed while the file is still growing.
 * A sample belongs to the second it **ended** in: rows are written then, so they come nearly in order; late rows (merged
 * files, several generators) are taken as long as their second is still kept.
 */
export interface Seconds {
  /** Takes rows. `host` names the generator when the file has no Hostname column. */
  add(batch: JtlBatch, host?: string): void;
  /** Everything that ended in [from, to); both are rounded down to multiples of the bucket width. */
  interval(from: number, to: number): IntervalAggregate;
  /** Starts of the buckets that got rows after `revision` (0 for all), ascending, and the revision to ask with next. */
  changedSince(revision: number): { revision: number; starts: number[] };
  /** Start of the first and the last bucket; `undefined` before the first row. */
  span(): { from: number; to: number } | undefined;
  losses(): SecondsLosses;
}

export function createSeconds(options: SecondsOptions = {}): Seconds {
  return new Timeline(options.interval ?? 1000, { ...defaultSecondsLimits, ...options.limits });
}

/** Label not looked up yet. */
const UNKNOWN = -2;

class Timeline implements Seconds {
  private readonly limits: SecondsLimits;
  private readonly threads: ThreadTimeline;
  private readonly buckets: Buckets;
  private revision = 0;
  /** Label numbers by the id a scanner gives, for each scanner that feeds this. */
  private readonly numbersOf = new WeakMap<object, number[]>();

  constructor(width: number, limits: SecondsLimits) {
    this.limits = limits;
    this.threads = new ThreadTimeline(width, limits.maxThreads);
    this.buckets = new Buckets(width, limits, this.threads);
  }

  add(batch: JtlBatch, host = ''): void {
    this.revision += 1;
    const numbers = this.labelNumbers(batch);
    for (let index = 0; index < batch.length; index += 1) {
      if (((batch.flags[index] ?? 0) & FLAG_EMPTY_TRANSACTION) === 0) this.addRow(batch, index, host, numbers);
    }
    this.seeThreads(batch, host);
    this.buckets.keepLimits();
  }

  interval(from: number, to: number): IntervalAggregate {
    const start = this.buckets.startOf(from);
    const end = this.buckets.startOf(to);
    const totals: Cell[] = [];
    const byLabel = new Map<number, Cell[]>();
    for (const bucket of this.buckets.between(start, end)) {
      totals.push(bucket.total);
      for (const [number, cell] of bucket.cells.entries()) {
        if (cell === undefined) continue;
        const cells = byLabel.get(number);
        if (cells === undefined) byLabel.set(number, [cell]);
        else cells.push(cell);
      }
    }
    return {
      from: start,
      to: end,
      total: this.join(null, totals, start, end),
      labels: [...byLabel].map(([number, cells]) => this.join(this.buckets.names[number] ?? '', cells, start, end)),
      threads: this.threads.between(start, end),
    };
  }

  changedSince(revision: number): { revision: number; starts: number[] } {
    const starts: number[] = [];
    for (const bucket of this.buckets.all()) if (bucket.revision > revision) starts.push(bucket.start);
    return { revision: this.revision, starts: starts.sort((a, b) => a - b) };
  }

  span(): { from: number; to: number } | undefined {
    const { buckets } = this;
    return buckets.isEmpty ? undefined : { from: Math.max(buckets.first, buckets.keptFrom), to: buckets.last };
  }

  losses(): SecondsLosses {
    return { ...this.buckets.lost };
  }

  private addRow(batch: JtlBatch, index: number, host: string, numbers: number[]): void {
    const endedAt = (batch.timeStamp[index] ?? Number.NaN) + (batch.elapsed[index] ?? 0);
    if (!Number.isFinite(endedAt)) return;
    const bucket = this.buckets.at(endedAt);
    if (bucket === undefined) return;
    bucket.revision = this.revision;
    const isTransaction = ((batch.flags[index] ?? 0) & FLAG_TRANSACTION) !== 0;
    this.addToLabel(bucket, batch, index, isTransaction, numbers);
    if (!isTransaction) this.fill(bucket.total, batch, index, true);
    const hostId = batch.Hostname[index] ?? 0;
    const rowHost = hostId === 0 ? host : batch.texts.Hostname.get(hostId);
    this.threads.add(bucket.start, rowHost, endedAt, batch.allThreads[index] ?? 0);
  }

  private addToLabel(bucket: Bucket, batch: JtlBatch, index: number, isTransaction: boolean, numbers: number[]): void {
    const id = batch.label[index] ?? 0;
    const number = numbers[id] ?? -1;
    if (number < 0) {
      this.buckets.lost.rowsOfFoldedLabels += 1;
      return;
    }
    const cell = this.buckets.cellOf(bucket, number);
    if (isTransaction) cell.isTransaction = true;
    this.fill(cell, batch, index, !isTransaction);
  }

  private fill(cell: Cell, batch: JtlBatch, index: number, isHit: boolean): void {
    const success = ((batch.flags[index] ?? 0) & FLAG_SUCCESS) !== 0;
    const part = success ? cell.ok : cell.ko;
    part.add(batch.elapsed[index] ?? 0, batch.bytes[index] ?? 0, batch.sentBytes[index] ?? 0, isHit);
    if (part.values !== undefined) this.buckets.values += 1;
    else cell.kept = [];
    if (success) return;
    const { texts } = batch;
    cell.errors ??= new ErrorKinds(this.limits.maxErrorKinds);
    cell.errors.add(
      texts.label.get(batch.label[index] ?? 0),
      texts.responseCode.get(batch.responseCode[index] ?? 0),
      texts.responseMessage.get(batch.responseMessage[index] ?? 0),
      texts.failureMessage.get(batch.failureMessage[index] ?? 0),
    );
  }

  /** Numbers of all labels of a batch by their id, so that a row needs no text. -1 for labels above the limit. */
  private labelNumbers(batch: JtlBatch): number[] {
    let numbers = this.numbersOf.get(batch.texts.label);
    if (numbers === undefined) {
      numbers = [];
      this.numbersOf.set(batch.texts.label, numbers);
    }
    while (numbers.length < batch.texts.label.size) numbers.push(UNKNOWN);
    for (let index = 0; index < batch.length; index += 1) {
      const id = batch.label[index] ?? 0;
      if (numbers[id] === UNKNOWN) numbers[id] = this.buckets.numberOf(batch.texts.label.get(id));
    }
    return numbers;
  }

  /** Every thread name of a batch once: names repeat from row to row. */
  private seeThreads(batch: JtlBatch, host: string): void {
    const seen = new Set<number>();
    for (let index = 0; index < batch.length; index += 1) {
      const name = batch.threadName[index] ?? 0;
      const hostId = batch.Hostname[index] ?? 0;
      const key = hostId * 0x1000000 + name;
      if (name === 0 || seen.has(key)) continue;
      seen.add(key);
      const rowHost = hostId === 0 ? host : batch.texts.Hostname.get(hostId);
      this.threads.see(rowHost, batch.texts.threadName.get(name));
    }
  }

  private join(label: string | null, cells: readonly Cell[], from: number, to: number): LabelInterval {
    const only = cells.length === 1 ? cells[0] : undefined;
    return {
      label,
      isTransaction: cells.some((cell) => cell.isTransaction),
      from,
      to,
      all: joinParts(
        cells.flatMap((cell) => [cell.ok, cell.ko]),
        only?.kept,
      ),
      ok: joinParts(cells.map((cell) => cell.ok)),
      ko: joinParts(cells.map((cell) => cell.ko)),
      errors: joinErrors(cells, this.limits.maxErrorKinds),
    };
  }
}
