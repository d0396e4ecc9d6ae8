import type { ThreadTimeline } from './active-threads.ts';
import { Cell } from './seconds-cell.ts';
import type { SecondsLimits, SecondsLosses } from './seconds-types.ts';

/** Share of a full limit that is given up at once. */
const EVICTED_SHARE = 0.1;

export interface Bucket {
  readonly start: number;
  revision: number;
  readonly total: Cell;
  /** By label number. */
  readonly cells: (Cell | undefined)[];
  /** Cells in use, the total included. */
  size: number;
  /** Single durations were dropped. */
  frozen: boolean;
}

/** The buckets of a timeline within its memory limits: the oldest give up their single durations first, then all. */
export class Buckets {
  readonly names: string[] = [];
  readonly lost: SecondsLosses = {
    secondsEvicted: 0,
    secondsWithoutValues: 0,
    rowsTooLate: 0,
    rowsOutOfSpan: 0,
    rowsOfFoldedLabels: 0,
  };
  /** Single durations held. */
  values = 0;
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  /** Buckets that start before this were evicted. */
  keptFrom = Number.NEGATIVE_INFINITY;
  private readonly width: number;
  private readonly limits: SecondsLimits;
  private readonly threads: ThreadTimeline;
  private readonly buckets = new Map<number, Bucket>();
  private readonly numbers = new Map<string, number>();
  private latest: Bucket | undefined;
  private cells = 0;
  /** Start of the bucket made first, by which impossible times are known. */
  private origin: number | undefined;

  constructor(width: number, limits: SecondsLimits, threads: ThreadTimeline) {
    this.width = width;
    this.limits = limits;
    this.threads = threads;
  }

  all(): Iterable<Bucket> {
    return this.buckets.values();
  }

  get isEmpty(): boolean {
    return this.buckets.size === 0;
  }

  startOf(time: number): number {
    return Math.floor(time / this.width) * this.width;
  }

  /** The bucket of a time; `undefined`, and counted, when it cannot be kept. */
  at(time: number): Bucket | undefined {
    const start = this.startOf(time);
    if (this.latest?.start === start) return this.latest;
    const known = this.buckets.get(start);
    if (known !== undefined) {
      this.latest = known;
      return known;
    }
    return this.make(start);
  }

  /** Number of a label, or -1 above the limit of labels. */
  numberOf(label: string): number {
    const known = this.numbers.get(label);
    if (known !== undefined) return known;
    if (this.names.length >= this.limits.maxLabels) return -1;
    this.numbers.set(label, this.names.length);
    return this.names.push(label) - 1;
  }

  cellOf(bucket: Bucket, number: number): Cell {
    let cell = bucket.cells[number];
    if (cell === undefined) {
      cell = new Cell();
      if (bucket.frozen) cell.freeze();
      while (bucket.cells.length < number) bucket.cells.push(undefined);
      bucket.cells[number] = cell;
      bucket.size += 1;
      this.cells += 1;
    }
    return cell;
  }

  /** Buckets that start in [from, to), ascending. */
  *between(from: number, to: number): Generator<Bucket> {
    const first = Math.max(from, this.first);
    const last = Math.min(to - this.width, this.last);
    for (let start = first; start <= last; start += this.width) {
      const bucket = this.buckets.get(start);
      if (bucket !== undefined) yield bucket;
    }
  }

  /** Gives up what is above the limits. */
  keepLimits(): void {
    if (this.values > this.limits.maxValues) this.dropValues();
    if (this.cells > this.limits.maxCells) this.evict();
  }

  private make(start: number): Bucket | undefined {
    this.origin ??= start;
    if (Math.abs(start - this.origin) > this.limits.maxSpanMs) {
      this.lost.rowsOutOfSpan += 1;
      return undefined;
    }
    if (start < this.keptFrom) {
      this.lost.rowsTooLate += 1;
      return undefined;
    }
    const bucket: Bucket = { start, revision: 0, total: new Cell(), cells: [], size: 1, frozen: false };
    this.buckets.set(start, bucket);
    this.latest = bucket;
    this.cells += 1;
    this.first = Math.min(this.first, start);
    this.last = Math.max(this.last, start);
    return bucket;
  }

  private oldestFirst(): Bucket[] {
    return [...this.buckets.values()].sort((a, b) => a.start - b.start);
  }

  private freeze(bucket: Bucket): void {
    this.values -= bucket.total.freeze();
    for (const cell of bucket.cells) this.values -= cell?.freeze() ?? 0;
  }

  private dropValues(): void {
    const goal = this.limits.maxValues * (1 - EVICTED_SHARE);
    for (const bucket of this.oldestFirst()) {
      if (this.values <= goal) return;
      if (bucket.frozen) continue;
      bucket.frozen = true;
      this.lost.secondsWithoutValues += 1;
      this.freeze(bucket);
    }
  }

  private evict(): void {
    const goal = this.limits.maxCells * (1 - EVICTED_SHARE);
    for (const bucket of this.oldestFirst()) {
      if (this.cells <= goal) return;
      if (bucket.frozen) this.lost.secondsWithoutValues -= 1;
      else this.freeze(bucket);
      this.cells -= bucket.size;
      this.buckets.delete(bucket.start);
      this.threads.drop(bucket.start);
      this.keptFrom = bucket.start + this.width;
      this.lost.secondsEvicted += 1;
    }
    this.latest = undefined;
  }
}
