import { legacyPercentile } from './percentile.ts';

/** Durations up to this many ms have a bin of 1 ms each; longer ones are counted value by value. */
export const BINNED_MS = 65_536;
/** Different durations above `BINNED_MS` that are told apart; further ones are rounded to three digits. */
export const MAX_LONG_VALUES = 20_000;
const FIRST_BINS = 256;

/**
 * Counts whole milliseconds, so that every percentile is exact, in memory that does not grow with the number of samples:
 * at most 256 KB of bins, growing with the longest duration seen, and a list of the few longer ones.
 */
export class ElapsedHistogram {
  count = 0;
  /** Samples whose duration had to be rounded because there were too many different long ones. */
  rounded = 0;
  private bins = new Uint32Array(FIRST_BINS);
  private readonly others = new Map<number, number>();

  add(elapsed: number, times = 1): void {
    this.count += times;
    if (elapsed >= 0 && elapsed < BINNED_MS) {
      if (elapsed >= this.bins.length) this.grow(elapsed);
      this.bins[elapsed] = (this.bins[elapsed] ?? 0) + times;
      return;
    }
    let value = elapsed;
    if (this.others.size >= MAX_LONG_VALUES && !this.others.has(value)) {
      value = Number(elapsed.toPrecision(3));
      this.rounded += times;
    }
    this.others.set(value, (this.others.get(value) ?? 0) + times);
  }

  addAll(values: ArrayLike<number>, from = 0, to = values.length): void {
    for (let i = from; i < to; i += 1) this.add(values[i] ?? 0);
  }

  merge(other: ElapsedHistogram): void {
    for (const [value, times] of other.entries()) this.add(value, times);
    this.rounded += other.rounded;
  }

  /** Different durations, ascending, each with its count. */
  *entries(): Generator<[number, number]> {
    const others = [...this.others].sort(([a], [b]) => a - b);
    for (const entry of others) if (entry[0] < 0) yield entry;
    for (let value = 0; value < this.bins.length; value += 1) {
      const times = this.bins[value] ?? 0;
      if (times > 0) yield [value, times];
    }
    for (const entry of others) if (entry[0] >= 0) yield entry;
  }

  /** Percentiles in the order asked for, ms; NaN without samples. */
  percentiles(wanted: readonly number[]): number[] {
    const values: number[] = [];
    const upTo: number[] = [];
    let seen = 0;
    for (const [value, times] of this.entries()) {
      seen += times;
      values.push(value);
      upTo.push(seen);
    }
    const valueAt = (k: number): number => values[firstAtLeast(upTo, k)] ?? Number.NaN;
    return wanted.map((p) => legacyPercentile(p, this.count, valueAt));
  }

  private grow(elapsed: number): void {
    let length = this.bins.length;
    while (length <= elapsed) length *= 2;
    const bins = new Uint32Array(length);
    bins.set(this.bins);
    this.bins = bins;
  }
}

/** Index of the first element that is at least `wanted`, in ascending numbers. */
function firstAtLeast(ascending: readonly number[], wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
