import { encodeBlock } from '#core/metrics/block.ts';
import { cellWidth, codeCellWidth, type HistoryPart, userWidth } from './tail/tick.ts';

/** Numbers kept of a label in one bucket: those of a cell without its time and label. */
const kept = cellWidth - 2;
const mean = 2;
const p95 = 5;
/** A generator that wrote nothing for so long is not shown as working, ms. */
const usersHoldMs = 60_000;
/** Points of the small line beside a label. */
const sparkPoints = 40;
/** Buckets shown at most, the newest: a week of minutes. A wrong clock in a results file must not ask for millions. */
const mostShown = 12_000;

/** A run by bucket, as the tail tells it: what charts are made from. Label '' is the total. */
export class RunHistory {
  #width = 1000;
  #labels: string[] = [];
  #codes: string[] = [];
  /** Label → bucket number → numbers of the cell. */
  #cells = new Map<string, Map<number, Float64Array>>();
  /** Label → code → bucket number → errors. */
  #codeCells = new Map<string, Map<string, Map<number, number>>>();
  #users = new Map<number, number>();
  #first = Number.POSITIVE_INFINITY;
  #completeTo = Number.NEGATIVE_INFINITY;

  get width(): number {
    return this.#width;
  }

  /** Takes a part; returns from when on something changed, epoch ms (`-Infinity`: everything). */
  apply(part: HistoryPart): number {
    if (part.whole) this.#clear(part.width);
    this.#labels.push(...part.labels);
    this.#codes.push(...part.codes);
    let from = Math.max(this.#completeTo, this.#first * this.#width);
    for (let at = 0; at < part.cells.length; at += cellWidth) {
      const bucket = this.#bucketOf(part.cells[at]);
      const label = this.#labels[part.cells[at + 1] ?? 0] ?? '';
      nested(this.#cells, label).set(bucket, part.cells.slice(at + 2, at + cellWidth));
      from = Math.min(from, bucket * this.#width);
    }
    for (let at = 0; at < part.codeCells.length; at += codeCellWidth) {
      const label = this.#labels[part.codeCells[at + 1] ?? 0] ?? '';
      const code = this.#codes[part.codeCells[at + 2] ?? 0] ?? '';
      nested(nested(this.#codeCells, label), code).set(this.#bucketOf(part.codeCells[at]), part.codeCells[at + 3] ?? 0);
    }
    for (let at = 0; at < part.users.length; at += userWidth) {
      this.#users.set(this.#bucketOf(part.users[at]), part.users[at + 1] ?? Number.NaN);
    }
    this.#completeTo = part.completeTo;
    return part.whole ? Number.NEGATIVE_INFINITY : from;
  }

  /** Columns of `runSeriesNames` as a base64 block, buckets that are complete, from `from` (epoch ms) on. Rates are per second. */
  series(label: string, from: number): string {
    const cells = this.#cells.get(label);
    const perSecond = 1000 / this.#width;
    const rows = this.#buckets(from);
    const columns: Float64Array[] = Array.from({ length: kept + 1 }, () =>
      new Float64Array(rows.length).fill(Number.NaN),
    );
    const put = (column: number, row: number, value: number | undefined) => {
      const values = columns[column];
      if (values && value !== undefined) values[row] = value;
    };
    rows.forEach((bucket, row) => {
      put(0, row, this.#usersAt(bucket));
      const cell = cells?.get(bucket);
      put(1, row, (cell?.[0] ?? 0) * perSecond);
      put(2, row, (cell?.[1] ?? 0) * perSecond);
      put(7, row, (cell?.[7] ?? 0) * perSecond);
      put(8, row, (cell?.[8] ?? 0) * perSecond);
      if (cell === undefined) return;
      for (let i = 0; i < 4; i += 1) put(3 + i, row, cell[3 + i]);
      put(9, row, cell[mean]);
    });
    return toBase64(
      encodeBlock(
        rows.map((bucket) => bucket * this.#width),
        columns,
      ),
    );
  }

  /** Error codes of a label, most frequent first, and a block with their errors per second in that order. */
  errorSeries(label: string, from: number): { codes: string[]; block: string } {
    const byCode = [...(this.#codeCells.get(label) ?? [])].map(([code, buckets]) => {
      let total = 0;
      for (const count of buckets.values()) total += count;
      return { code, buckets, total };
    });
    byCode.sort((a, b) => b.total - a.total || (a.code < b.code ? -1 : 1));
    const rows = this.#buckets(from);
    const perSecond = 1000 / this.#width;
    const columns = byCode.map(({ buckets }) =>
      Float64Array.from(rows, (bucket) => (buckets.get(bucket) ?? 0) * perSecond),
    );
    return {
      codes: byCode.map(({ code }) => code),
      block: toBase64(
        encodeBlock(
          rows.map((bucket) => bucket * this.#width),
          columns,
        ),
      ),
    };
  }

  /** The 95th percentile of a label in its newest complete buckets, ms; `null` where it had no samples. */
  spark(label: string): (number | null)[] {
    const cells = this.#cells.get(label);
    return this.#buckets(Number.NEGATIVE_INFINITY, sparkPoints).map((bucket) => {
      const value = cells?.get(bucket)?.[p95];
      return value === undefined || Number.isNaN(value) ? null : value;
    });
  }

  #buckets(from: number, newest = mostShown): number[] {
    if (!Number.isFinite(this.#first)) return [];
    const end = Math.max(this.#first, Math.ceil(this.#completeTo / this.#width));
    const start = Math.max(this.#first, Math.floor(from / this.#width), end - newest);
    return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
  }

  #bucketOf(time: number | undefined): number {
    const bucket = Math.floor((time ?? 0) / this.#width);
    if (bucket < this.#first) this.#first = bucket;
    return bucket;
  }

  #usersAt(bucket: number): number {
    const reach = Math.max(1, usersHoldMs / this.#width);
    for (let back = 0; back <= reach; back += 1) {
      const users = this.#users.get(bucket - back);
      if (users !== undefined) return users;
    }
    return Number.NaN;
  }

  #clear(width: number): void {
    this.#width = width;
    this.#labels = [];
    this.#codes = [];
    this.#cells = new Map();
    this.#codeCells = new Map();
    this.#users = new Map();
    this.#first = Number.POSITIVE_INFINITY;
    this.#completeTo = Number.NEGATIVE_INFINITY;
  }
}

function nested<K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let inner = map.get(key);
  if (inner === undefined) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
