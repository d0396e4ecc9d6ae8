import { type JtlBatch, type JtlColumn, type JtlTextColumn, jtlNumberColumns, jtlTextColumns } from './jtl-batch.ts';
import { ByteDictionary } from './jtl-dictionary.ts';
import { isHeader, type JtlLayout, splitLine } from './jtl-layout.ts';
import { createRowReader, markOfMessage, type RowReader } from './jtl-row.ts';
import { createSplitter, type Splitter } from './jtl-split.ts';
import { readStart } from './jtl-start.ts';
import type { JtlProblem, JtlProblemReason, JtlSummary } from './jtl-summary.ts';
import { type LocalToEpoch, localZone } from './jtl-time.ts';

/** Limits of one scanner. */
export interface JtlScannerLimits {
  /** Rows given in one batch at most. */
  batchRows: number;
  /** A longer row is skipped, so that one stray quote cannot hold the rest of the file. */
  maxRowBytes: number;
  /** Different labels told apart; further ones are folded into `FOLDED_LABEL`. */
  maxLabels: number;
  /** Different texts of other columns kept at a time. */
  maxTexts: number;
  /** Problems described in the summary. */
  maxProblems: number;
}

export const defaultScannerLimits: JtlScannerLimits = {
  batchRows: 8192,
  maxRowBytes: 1024 * 1024,
  maxLabels: 50_000,
  maxTexts: 20_000,
  maxProblems: 100,
};

/** Label that stands for all labels above the limit. */
export const FOLDED_LABEL = '(other labels)';

export interface JtlScannerOptions {
  /** Called with rows in file order; the batch is valid only during the call. */
  onBatch(batch: JtlBatch): void;
  /** Columns wanted beside timeStamp, elapsed, label, responseMessage and success; all when absent. Fewer is faster. */
  columns?: readonly JtlColumn[];
  limits?: Partial<JtlScannerLimits>;
  /** Zone of text time stamps; that of this process when absent. */
  toEpoch?: LocalToEpoch;
}

export interface JtlScanner {
  /**
   * Takes the next bytes of the file. The bytes are copied; every row that is complete reaches `onBatch` before this
   * returns, a partial last line is held back.
   */
  push(chunk: Uint8Array): void;
  /** Ends the file: takes a last line without line end when it is whole, else counts it as cut. Call once. */
  end(): JtlSummary;
  /** The summary so far, for somebody who follows a growing file. */
  progress(): JtlSummary;
}

/**
 * Reads JMeter's CSV results (JTL) piece by piece, of every version, at the speed of a byte scan and with bounded memory.
 * Columns are found by the names of the header line; files without one are read as the version whose default columns
 * fit. Repeated header lines (merged files) are honoured. XML results are named as such and not read.
 */
export function createJtlScanner(options: JtlScannerOptions): JtlScanner {
  return new Scanner(options);
}

const NEWLINE = 10;
const FIRST_BUFFER = 64 * 1024;

class Scanner implements JtlScanner {
  private readonly options: JtlScannerOptions;
  private readonly limits: JtlScannerLimits;
  private readonly dictionaries: Record<JtlTextColumn, ByteDictionary>;
  private readonly decoder = new TextDecoder();
  private readonly problems: JtlProblem[] = [];
  private readonly summary: Omit<JtlSummary, 'problems' | 'foldedRows'> = {
    rows: 0,
    skipped: 0,
    cut: 0,
    bytes: 0,
    lines: 0,
    format: 'empty',
    delimiter: ',',
    columns: [],
    hasHeader: false,
  };
  private buffer = new Uint8Array(FIRST_BUFFER);
  private filled = 0;
  private rowStart = 0;
  private splitter: Splitter | undefined;
  private reader: RowReader | undefined;
  /** A line longer than the limit is being dropped up to its end. */
  private dropping = false;

  constructor(options: JtlScannerOptions) {
    this.options = options;
    this.limits = { ...defaultScannerLimits, ...options.limits };
    this.dictionaries = {
      label: new ByteDictionary(),
      responseCode: new ByteDictionary(),
      responseMessage: new ByteDictionary(markOfMessage),
      threadName: new ByteDictionary(),
      failureMessage: new ByteDictionary(),
      URL: new ByteDictionary(),
      Hostname: new ByteDictionary(),
    };
  }

  push(chunk: Uint8Array): void {
    this.summary.bytes += chunk.length;
    if (this.isForeign()) return;
    this.append(chunk);
    this.scan(false);
    this.reader?.flush();
  }

  end(): JtlSummary {
    if (!this.isForeign()) {
      this.scan(true);
      this.reader?.flush();
    }
    return this.progress();
  }

  progress(): JtlSummary {
    return { ...this.summary, foldedRows: this.reader?.foldedRows ?? 0, problems: [...this.problems] };
  }

  private isForeign(): boolean {
    return this.summary.format === 'xml' || this.summary.format === 'unknown';
  }

  private append(chunk: Uint8Array): void {
    const held = this.filled - this.rowStart;
    const needed = held + chunk.length + 1;
    if (needed > this.buffer.length) {
      const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
      larger.set(this.buffer.subarray(this.rowStart, this.filled));
      this.buffer = larger;
    } else if (this.rowStart > 0) {
      this.buffer.copyWithin(0, this.rowStart, this.filled);
    }
    this.buffer.set(chunk, held);
    this.rowStart = 0;
    this.filled = held + chunk.length;
    // A sentinel line end lets the inner loop of the splitter run without a bounds check.
    this.buffer[this.filled] = NEWLINE;
  }

  private scan(final: boolean): void {
    if (this.dropping && !this.dropLine()) return;
    if (this.splitter === undefined && !this.start(final)) return;
    while (this.rowStart < this.filled) {
      const { splitter, reader } = this;
      if (splitter === undefined || reader === undefined) return;
      const next = splitter.split(this.buffer, this.rowStart, this.filled, final);
      if (next >= 0) this.takeRow(splitter, reader, next);
      else if (!final && this.filled - this.rowStart <= this.limits.maxRowBytes) return;
      else if (!this.recover(reader, final)) return;
    }
  }

  private takeRow(splitter: Splitter, reader: RowReader, next: number): void {
    const atEnd = next > this.filled;
    const reason = reader.read(this.buffer, splitter, atEnd);
    if (reason === undefined) this.summary.rows += 1;
    else if (reason !== 'blank') this.refuse(reason, splitter.endOfRow, atEnd);
    this.summary.lines += splitter.lines;
    this.rowStart = Math.min(next, this.filled);
  }

  /** A line that is no row: a header line again, a cut end, or a problem. */
  private refuse(reason: JtlProblemReason, endOfRow: number, atEnd: boolean): void {
    const line = this.text(this.rowStart, endOfRow).replace(/\r$/, '');
    const fields = splitLine(line, this.summary.delimiter).map((field) => field.trim());
    if (isHeader(fields)) this.use({ delimiter: this.summary.delimiter, columns: fields, hasHeader: true });
    else if (atEnd) this.cut(line);
    else this.skip(reason, line);
  }

  /** Called for a row that never ends, or is longer than the limit. True when scanning may go on behind its line. */
  private recover(reader: RowReader, final: boolean): boolean {
    const lineEnd = this.buffer.indexOf(NEWLINE, this.rowStart);
    const line = this.text(this.rowStart, Math.min(lineEnd, this.rowStart + 1000));
    if (lineEnd >= this.filled || (final && !this.anyRowBehind(reader, lineEnd + 1))) {
      // An open quote at the very end belongs to the cut row: lines behind it are the rest of the same field.
      if (final) this.cut(line);
      else this.skip('line-too-long', line);
      this.dropping = !final;
      this.rowStart = this.filled;
      return false;
    }
    this.skip('open-quote', line);
    this.summary.lines += 1;
    this.rowStart = lineEnd + 1;
    return true;
  }

  private anyRowBehind(reader: RowReader, from: number): boolean {
    const probe = createSplitter(this.summary.delimiter);
    for (let at = from; at < this.filled; ) {
      const next = probe.split(this.buffer, at, this.filled, true);
      if (next > 0 && next <= this.filled && reader.fits(this.buffer, probe)) return true;
      at = this.buffer.indexOf(NEWLINE, at) + 1;
    }
    return false;
  }

  /** Reads the beginning of the file. False when more bytes are needed, or it is no CSV results file. */
  private start(final: boolean): boolean {
    const start = readStart(this.buffer.subarray(0, this.filled + 1), this.filled, final, this.limits.maxRowBytes);
    if (start.kind === 'more' || start.kind === 'blank') return false;
    if (start.kind === 'csv') {
      this.summary.format = 'csv';
      this.summary.lines = start.lines;
      this.rowStart = start.next;
      this.use(start.layout);
      return true;
    }
    this.summary.format = start.kind;
    this.report(start.kind === 'xml' ? 'xml' : 'not-a-results-file', start.detail);
    this.buffer = new Uint8Array(0);
    return false;
  }

  private use(layout: JtlLayout): void {
    this.reader?.flush();
    this.summary.delimiter = layout.delimiter;
    this.summary.columns = layout.columns;
    this.summary.hasHeader ||= layout.hasHeader;
    this.splitter = createSplitter(layout.delimiter);
    this.reader = createRowReader({
      columns: layout.columns,
      wanted: new Set<JtlColumn>(this.options.columns ?? [...jtlNumberColumns, ...jtlTextColumns]),
      dictionaries: this.dictionaries,
      limits: this.limits,
      foldedLabel: FOLDED_LABEL,
      foldedRows: this.reader?.foldedRows ?? 0,
      toEpoch: this.options.toEpoch ?? localZone,
      onBatch: (batch) => this.options.onBatch(batch),
    });
  }

  private dropLine(): boolean {
    const lineEnd = this.buffer.indexOf(NEWLINE, this.rowStart);
    this.rowStart = Math.min(lineEnd + 1, this.filled);
    if (lineEnd >= this.filled) return false;
    this.summary.lines += 1;
    this.dropping = false;
    return true;
  }

  private cut(line: string): void {
    this.summary.cut = 1;
    this.report('cut', line);
  }

  private skip(reason: JtlProblemReason, line: string): void {
    this.summary.skipped += 1;
    this.report(reason, line);
  }

  private report(reason: JtlProblemReason, line: string): void {
    if (this.problems.length >= this.limits.maxProblems) return;
    this.problems.push({ line: this.summary.lines + 1, reason, detail: line.slice(0, 160) });
  }

  private text(from: number, to: number): string {
    return this.decoder.decode(this.buffer.subarray(from, Math.min(to, this.filled)));
  }
}
