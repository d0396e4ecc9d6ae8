/** Why a line of a results file was not taken. */
export type JtlProblemReason =
  /** Fewer or more fields than the header has. */
  | 'column-count'
  | 'bad-time'
  | 'bad-elapsed'
  /** A quoted field that no quote ends. */
  | 'open-quote'
  | 'line-too-long'
  /** The file ends in the middle of a row: the JVM was killed, or is still writing. */
  | 'cut'
  /** Neither a header line nor a row of a known version. */
  | 'not-a-results-file'
  /** The XML form of results. */
  | 'xml';

export interface JtlProblem {
  /** Counted from 1. */
  line: number;
  reason: JtlProblemReason;
  /** The beginning of the line, for the operator. */
  detail: string;
}

/** What was read so far. */
export interface JtlSummary {
  rows: number;
  /** Lines that could not be read as rows; a cut last line is not among them. */
  skipped: number;
  /** 1 when the file ends in the middle of a row. */
  cut: number;
  bytes: number;
  lines: number;
  format: 'csv' | 'xml' | 'unknown' | 'empty';
  delimiter: string;
  columns: readonly string[];
  hasHeader: boolean;
  /** Rows whose label was folded into one because there were more labels than the limit. */
  foldedRows: number;
  /** The first of them; `skipped` and `cut` count all. */
  problems: readonly JtlProblem[];
}
