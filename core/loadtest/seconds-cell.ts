import { ErrorKinds } from './error-kinds.ts';
import { percentileOfSorted } from './percentile.ts';
import type { IntervalPart } from './seconds-types.ts';
import type { ErrorKind } from './statistics-types.ts';

const FIRST_VALUES = 8;

/** Percentiles that are kept of a second when its single values are dropped. */
export const KEPT_PERCENTILES: readonly number[] = [50, 90, 95, 99];

/** Figures of the samples of one status in one second. */
export class CellPart {
  count = 0;
  hits = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  received = 0;
  sent = 0;
  /** Durations, the first `count` of them; `undefined` once dropped. */
  values: Int32Array | undefined = new Int32Array(FIRST_VALUES);

  add(elapsed: number, received: number, sent: number, isHit: boolean): void {
    if (this.values !== undefined) {
      if (this.count === this.values.length) {
        const longer = new Int32Array(this.values.length * 2);
        longer.set(this.values);
        this.values = longer;
      }
      this.values[this.count] = elapsed;
    }
    this.count += 1;
    if (isHit) this.hits += 1;
    this.sum += elapsed;
    if (elapsed < this.min) this.min = elapsed;
    if (elapsed > this.max) this.max = elapsed;
    this.received += received;
    this.sent += sent;
  }
}

/** One label (or the total) in one second. */
export class Cell {
  readonly ok = new CellPart();
  readonly ko = new CellPart();
  /** Made with the first failed row. */
  errors: ErrorKinds | undefined;
  isTransaction = false;
  /** `KEPT_PERCENTILES` of all samples, once the single values were dropped; empty when rows came later still. */
  kept: readonly number[] | undefined;

  /** Drops the single values and keeps their percentiles. Returns how many values were dropped. */
  freeze(): number {
    if (this.kept !== undefined) return 0;
    const all = joinParts([this.ok, this.ko]);
    this.kept = KEPT_PERCENTILES.flatMap((p) => all.percentile(p) ?? []);
    this.ok.values = undefined;
    this.ko.values = undefined;
    return all.count;
  }
}

/** Adds parts up; percentiles are those of all their samples together. */
export function joinParts(parts: readonly CellPart[], kept?: readonly number[]): IntervalPart {
  const joined = {
    count: 0,
    sum: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    received: 0,
    sent: 0,
    hits: 0,
  };
  for (const part of parts) {
    joined.count += part.count;
    joined.hits += part.hits;
    joined.sum += part.sum;
    joined.min = Math.min(joined.min, part.min);
    joined.max = Math.max(joined.max, part.max);
    joined.received += part.received;
    joined.sent += part.sent;
  }
  if (joined.count === 0) {
    joined.min = 0;
    joined.max = 0;
  }
  let sorted: Int32Array | undefined;
  const percentile = (p: number): number | null => {
    if (joined.count === 0) return null;
    if (kept !== undefined) return kept[KEPT_PERCENTILES.indexOf(p)] ?? null;
    sorted ??= sortedValues(parts, joined.count);
    return sorted === undefined ? null : percentileOfSorted(p, sorted);
  };
  return { ...joined, percentile };
}

function sortedValues(parts: readonly CellPart[], count: number): Int32Array | undefined {
  const values = new Int32Array(count);
  let at = 0;
  for (const part of parts) {
    if (part.count === 0) continue;
    if (part.values === undefined) return undefined;
    values.set(part.values.subarray(0, part.count), at);
    at += part.count;
  }
  return values.sort();
}

/** Error kinds of several cells, most frequent first. */
export function joinErrors(cells: readonly Cell[], limit: number): ErrorKind[] {
  const joined = new ErrorKinds(limit);
  for (const cell of cells) if (cell.errors !== undefined) joined.merge(cell.errors);
  const list = joined.list();
  return joined.folded > 0 ? [...list, { label: '', code: '', message: OTHER_ERRORS, count: joined.folded }] : list;
}

/** Message that stands for kinds of error above the limit. */
export const OTHER_ERRORS = '(other errors)';
