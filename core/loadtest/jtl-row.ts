import {
  FLAG_EMPTY_TRANSACTION,
  FLAG_SUCCESS,
  FLAG_TRANSACTION,
  type JtlBatch,
  type JtlColumn,
  type JtlNumberColumn,
  type JtlTextColumn,
  jtlNumberColumns,
  jtlTextColumns,
} from './jtl-batch.ts';
import type { ByteDictionary } from './jtl-dictionary.ts';
import type { Splitter } from './jtl-split.ts';
import type { JtlProblemReason } from './jtl-summary.ts';
import { type LocalToEpoch, parseJtlTime } from './jtl-time.ts';

const QUOTE = 34;
const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const SPACE = 32;
const MAX_ELAPSED = 2_147_483_647;

/** Flags a response message gives its row; texts as JMeter's TransactionController writes them. */
export function markOfMessage(text: string): number {
  if (!text.startsWith('Number of samples in transaction')) return 0;
  const empty = text.startsWith('Number of samples in transaction : 0');
  return empty ? FLAG_TRANSACTION | FLAG_EMPTY_TRANSACTION : FLAG_TRANSACTION;
}

/** Reads split rows into batches. */
export interface RowReader {
  /** Rows whose label was above the limit of labels. */
  readonly foldedRows: number;
  /** Takes the row, or tells why not. `atEnd`: no line end follows, so an empty last number means a cut row. */
  read(bytes: Uint8Array, row: Splitter, atEnd: boolean): JtlProblemReason | 'blank' | undefined;
  /** True when the split row could be taken. */
  fits(bytes: Uint8Array, row: Splitter): boolean;
  /** Gives what is collected to `onBatch`. */
  flush(): void;
}

export interface RowReaderOptions {
  columns: readonly string[];
  wanted: ReadonlySet<JtlColumn>;
  dictionaries: Record<JtlTextColumn, ByteDictionary>;
  limits: { batchRows: number; maxLabels: number; maxTexts: number };
  foldedLabel: string;
  foldedRows: number;
  toEpoch: LocalToEpoch;
  onBatch(batch: JtlBatch): void;
}

export function createRowReader(options: RowReaderOptions): RowReader {
  return new Reader(options);
}

/** Columns whose ids stay valid: consumers keep figures by them. */
const lasting: ReadonlySet<JtlTextColumn> = new Set(['label', 'responseCode', 'Hostname']);

interface NumberField {
  index: number;
  into: Float64Array;
}
interface TextField {
  index: number;
  into: Int32Array;
  dictionary: ByteDictionary;
}

class Reader implements RowReader {
  foldedRows: number;
  private readonly options: RowReaderOptions;
  private readonly batch: JtlBatch;
  private readonly columnCount: number;
  private readonly timeIndex: number;
  private readonly elapsedIndex: number;
  private readonly labelIndex: number;
  private readonly messageIndex: number;
  private readonly successIndex: number;
  private readonly numbers: NumberField[] = [];
  private readonly texts: TextField[] = [];
  private readonly passing: ByteDictionary[] = [];
  private foldedId = -1;
  private scratch = new Uint8Array(1024);
  private scratchLength = 0;

  constructor(options: RowReaderOptions) {
    const { columns, wanted, dictionaries, limits } = options;
    this.options = options;
    this.foldedRows = options.foldedRows;
    this.batch = emptyBatch(limits.batchRows, dictionaries);
    this.columnCount = columns.length;
    this.timeIndex = columns.indexOf('timeStamp');
    this.elapsedIndex = columns.indexOf('elapsed');
    this.labelIndex = columns.indexOf('label');
    this.messageIndex = columns.indexOf('responseMessage');
    this.successIndex = columns.indexOf('success');
    for (const name of jtlNumberColumns) {
      const index = columns.indexOf(name);
      if (name === 'timeStamp' || name === 'elapsed' || index < 0 || !wanted.has(name)) continue;
      this.numbers.push({ index, into: this.batch[name] });
    }
    for (const name of jtlTextColumns) {
      const index = columns.indexOf(name);
      if (name === 'label' || name === 'responseMessage' || index < 0 || !wanted.has(name)) continue;
      this.texts.push({ index, into: this.batch[name], dictionary: dictionaries[name] });
      if (!lasting.has(name)) this.passing.push(dictionaries[name]);
    }
    this.passing.push(dictionaries.responseMessage);
  }

  read(bytes: Uint8Array, row: Splitter, atEnd: boolean): JtlProblemReason | 'blank' | undefined {
    if (row.fields !== this.columnCount) {
      return row.fields === 1 && row.starts[0] === row.ends[0] ? 'blank' : 'column-count';
    }
    const time = this.time(bytes, row);
    if (Number.isNaN(time) && this.timeIndex >= 0) return 'bad-time';
    const elapsed = this.number(bytes, row, this.elapsedIndex, Number.NaN);
    if (!(elapsed >= -MAX_ELAPSED && elapsed <= MAX_ELAPSED)) return 'bad-elapsed';
    if (atEnd && this.lastFieldIsCut(row)) return 'cut';
    this.makeRoom();
    const { batch } = this;
    const at = batch.length;
    batch.timeStamp[at] = time;
    batch.elapsed[at] = elapsed;
    for (const { index, into } of this.numbers) into[at] = this.number(bytes, row, index, 0);
    const { dictionaries } = this.options;
    for (const field of this.texts) field.into[at] = this.textId(bytes, row, field.index, field.dictionary);
    batch.label[at] = this.label(bytes, row, dictionaries.label);
    let flags = this.isTrue(bytes, row) ? FLAG_SUCCESS : 0;
    if (this.messageIndex >= 0) {
      const id = this.textId(bytes, row, this.messageIndex, dictionaries.responseMessage);
      batch.responseMessage[at] = id;
      flags |= dictionaries.responseMessage.mark(id);
    }
    batch.flags[at] = flags;
    batch.length = at + 1;
    return undefined;
  }

  fits(bytes: Uint8Array, row: Splitter): boolean {
    return (
      row.fields === this.columnCount &&
      (this.timeIndex < 0 || !Number.isNaN(this.time(bytes, row))) &&
      !Number.isNaN(this.number(bytes, row, this.elapsedIndex, Number.NaN))
    );
  }

  flush(): void {
    if (this.batch.length === 0) return;
    this.options.onBatch(this.batch);
    this.batch.length = 0;
  }

  private makeRoom(): void {
    if (this.batch.length >= this.options.limits.batchRows) this.flush();
    for (const dictionary of this.passing) {
      if (dictionary.size < this.options.limits.maxTexts) continue;
      this.flush();
      dictionary.clear();
    }
  }

  private time(bytes: Uint8Array, row: Splitter): number {
    if (this.timeIndex < 0) return Number.NaN;
    const time = this.number(bytes, row, this.timeIndex, Number.NaN);
    if (!Number.isNaN(time)) return time;
    const start = row.starts[this.timeIndex] ?? 0;
    const end = row.ends[this.timeIndex] ?? 0;
    if (end - start < 15 || end - start > 30) return Number.NaN;
    return parseJtlTime(String.fromCharCode(...bytes.subarray(start, end)), this.options.toEpoch);
  }

  /** A whole number, `whenEmpty` for an empty field, NaN for anything else. */
  private number(bytes: Uint8Array, row: Splitter, index: number, whenEmpty: number): number {
    let at = row.starts[index] ?? 0;
    let end = row.ends[index] ?? 0;
    while (at < end && bytes[at] === SPACE) at += 1;
    while (end > at && bytes[end - 1] === SPACE) end -= 1;
    if (at >= end) return whenEmpty;
    const negative = bytes[at] === MINUS;
    if (negative) at += 1;
    if (at >= end || end - at > 18) return whenEmpty;
    let value = 0;
    for (; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < ZERO || byte > NINE) return whenEmpty;
      value = value * 10 + (byte - ZERO);
    }
    return negative ? -value : value;
  }

  /** Java's Boolean.valueOf: "true" in any case, everything else is false. A file without the column succeeded. */
  private isTrue(bytes: Uint8Array, row: Splitter): boolean {
    if (this.successIndex < 0) return true;
    const start = row.starts[this.successIndex] ?? 0;
    return (
      (row.ends[this.successIndex] ?? 0) - start === 4 &&
      ((bytes[start] ?? 0) | 32) === 116 &&
      ((bytes[start + 1] ?? 0) | 32) === 114 &&
      ((bytes[start + 2] ?? 0) | 32) === 117 &&
      ((bytes[start + 3] ?? 0) | 32) === 101
    );
  }

  private label(bytes: Uint8Array, row: Splitter, dictionary: ByteDictionary): number {
    if (this.labelIndex < 0) return 0;
    const id = this.textId(bytes, row, this.labelIndex, dictionary, this.options.limits.maxLabels);
    if (id !== FULL) return id;
    this.foldedRows += 1;
    if (this.foldedId < 0) this.foldedId = dictionary.add(this.options.foldedLabel);
    return this.foldedId;
  }

  private textId(
    bytes: Uint8Array,
    row: Splitter,
    index: number,
    dictionary: ByteDictionary,
    limit = Number.MAX_SAFE_INTEGER,
  ): number {
    const start = row.starts[index] ?? 0;
    const end = row.ends[index] ?? 0;
    if (row.doubled[index] === 0) return dictionary.intern(bytes, start, end, limit, FULL);
    this.halveQuotes(bytes, start, end);
    return dictionary.intern(this.scratch, 0, this.scratchLength, limit, FULL);
  }

  private halveQuotes(bytes: Uint8Array, start: number, end: number): void {
    if (end - start > this.scratch.length) this.scratch = new Uint8Array((end - start) * 2);
    let length = 0;
    for (let at = start; at < end; at += 1) {
      this.scratch[length] = bytes[at] ?? 0;
      length += 1;
      if (bytes[at] === QUOTE && bytes[at + 1] === QUOTE) at += 1;
    }
    this.scratchLength = length;
  }

  /** Without a line end behind it, an empty last number says that the row was cut just there. */
  private lastFieldIsCut(row: Splitter): boolean {
    const last = this.columnCount - 1;
    const name = this.options.columns[last] ?? '';
    const isNumber = jtlNumberColumns.some((column: JtlNumberColumn) => column === name);
    return isNumber && row.starts[last] === row.ends[last];
  }
}

/** No id: the dictionary is full. */
const FULL = -1;

function emptyBatch(rows: number, texts: Record<JtlTextColumn, ByteDictionary>): JtlBatch {
  const numbers = (): Float64Array => new Float64Array(rows);
  const ids = (): Int32Array => new Int32Array(rows);
  return {
    length: 0,
    timeStamp: numbers(),
    elapsed: numbers(),
    bytes: numbers(),
    sentBytes: numbers(),
    grpThreads: numbers(),
    allThreads: numbers(),
    Latency: numbers(),
    IdleTime: numbers(),
    Connect: numbers(),
    label: ids(),
    responseCode: ids(),
    responseMessage: ids(),
    threadName: ids(),
    failureMessage: ids(),
    URL: ids(),
    Hostname: ids(),
    flags: new Uint8Array(rows),
    texts,
  };
}
