import type { FieldType } from './store.ts';

const FIRST_ROWS = 256;
/** A batch that grew past this is thrown away after its commit instead of being kept for the next. */
const KEPT_ROWS = 32_768;
const TWO_32 = 4_294_967_296;

/** Values of one field for the rows of a batch, laid out as DuckDB wants them. */
export class ColumnBuffer {
  readonly type: FieldType;
  /** float: doubles; integer, unsigned: 64-bit little-endian; boolean: bytes. */
  data: Uint8Array<ArrayBuffer>;
  doubles: Float64Array;
  words: Int32Array;
  wide: BigInt64Array;
  texts: (string | undefined)[] = [];
  /** A bit for every row that has a value. */
  valid: Uint8Array<ArrayBuffer>;
  used = false;

  constructor(type: FieldType, rows: number) {
    this.type = type;
    this.data = new Uint8Array(this.#bytes(rows));
    this.valid = new Uint8Array(rows / 8);
    this.doubles = new Float64Array(this.data.buffer);
    this.words = new Int32Array(this.data.buffer);
    this.wide = new BigInt64Array(this.data.buffer);
  }

  #bytes(rows: number): number {
    if (this.type === 'string') return 0;
    return this.type === 'boolean' ? rows : rows * 8;
  }

  grow(rows: number): void {
    const { data, valid } = this;
    this.data = new Uint8Array(this.#bytes(rows));
    this.data.set(data);
    this.valid = new Uint8Array(rows / 8);
    this.valid.set(valid);
    this.doubles = new Float64Array(this.data.buffer);
    this.words = new Int32Array(this.data.buffer);
    this.wide = new BigInt64Array(this.data.buffer);
  }

  mark(row: number): void {
    this.used = true;
    this.valid[row >> 3] = (this.valid[row >> 3] ?? 0) | (1 << (row & 7));
  }

  /** A whole number that a double holds exactly. */
  setInteger(row: number, value: number): void {
    const high = Math.floor(value / TWO_32);
    this.words[row * 2] = value - high * TWO_32;
    this.words[row * 2 + 1] = high;
  }
}

/** Points of one measurement waiting for a commit, column by column. */
export class Batch {
  rows = 0;
  capacity = FIRST_ROWS;
  /** Epoch nanoseconds as 64-bit little-endian. */
  times = new Int32Array(FIRST_ROWS * 2);
  series = new Int32Array(FIRST_ROWS);
  /** By `FieldColumn.index`. */
  columns: (ColumnBuffer | undefined)[] = [];
  /** Rows by series and time; only the late batch needs it. */
  readonly rowsByPoint = new Map<string, number>();

  /** Row for a new point. */
  addRow(series: number, seconds: number, nanos: number): number {
    if (this.rows === this.capacity) this.#grow();
    const row = this.rows;
    this.rows += 1;
    this.series[row] = series;
    // seconds × 1e9 passes 2^53: it is put together from 16-bit pieces, each product an exact double.
    const high = Math.floor(seconds / 65_536);
    const billions = high * 1e9;
    const carry = Math.floor(billions / 65_536);
    const low = (billions - carry * 65_536) * 65_536 + (seconds - high * 65_536) * 1e9 + nanos;
    const over = Math.floor(low / TWO_32);
    this.times[row * 2] = low - over * TWO_32;
    this.times[row * 2 + 1] = carry + over;
    return row;
  }

  column(index: number, type: FieldType): ColumnBuffer {
    let column = this.columns[index];
    if (column === undefined) {
      column = new ColumnBuffer(type, this.capacity);
      this.columns[index] = column;
    }
    return column;
  }

  #grow(): void {
    this.capacity *= 2;
    const { times, series } = this;
    this.times = new Int32Array(this.capacity * 2);
    this.times.set(times);
    this.series = new Int32Array(this.capacity);
    this.series.set(series);
    for (const column of this.columns) column?.grow(this.capacity);
  }

  /** Empties it for the next commit; false when it is better thrown away. */
  reset(): boolean {
    if (this.capacity > KEPT_ROWS) return false;
    const touched = Math.ceil(this.rows / 8);
    for (const column of this.columns) {
      if (column?.used !== true) continue;
      column.valid.fill(0, 0, touched);
      column.texts.length = 0;
      column.used = false;
    }
    this.rows = 0;
    this.rowsByPoint.clear();
    return true;
  }
}
