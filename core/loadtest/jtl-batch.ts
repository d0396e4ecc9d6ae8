/** Columns the scanner can deliver; names as in JMeter's own header line. */
export const jtlNumberColumns = [
  'timeStamp',
  'elapsed',
  'bytes',
  'sentBytes',
  'grpThreads',
  'allThreads',
  'Latency',
  'IdleTime',
  'Connect',
] as const;
export const jtlTextColumns = [
  'label',
  'responseCode',
  'responseMessage',
  'threadName',
  'failureMessage',
  'URL',
  'Hostname',
] as const;
export type JtlNumberColumn = (typeof jtlNumberColumns)[number];
export type JtlTextColumn = (typeof jtlTextColumns)[number];
export type JtlColumn = JtlNumberColumn | JtlTextColumn | 'success';

/** Bits of `JtlBatch.flags`. */
export const FLAG_SUCCESS = 1;
/** A Transaction Controller's row: its response message begins "Number of samples in transaction". */
export const FLAG_TRANSACTION = 2;
/** A Transaction Controller's row without any sample: JMeter's dashboard skips it everywhere. */
export const FLAG_EMPTY_TRANSACTION = 4;

/**
 * Texts of one column. `get(id)` gives the text of an id found in a batch.
 * Ids of label, responseCode and Hostname stay valid for the scanner's life (0, 1, 2 … in order of appearance);
 * ids of the other columns are valid only inside the callback that got the batch, while `generation` is the same.
 */
export interface JtlTexts {
  get(id: number): string;
  readonly size: number;
  readonly generation: number;
}

/**
 * Rows in file order, one typed array per column, valid only inside the callback (the arrays are used again).
 * Only the first `length` elements count. Times are epoch ms, durations ms, sizes bytes.
 * A number column the file does not have is 0, a text column it does not have is the empty text.
 */
export interface JtlBatch {
  length: number;
  readonly timeStamp: Float64Array;
  readonly elapsed: Float64Array;
  readonly bytes: Float64Array;
  readonly sentBytes: Float64Array;
  readonly grpThreads: Float64Array;
  readonly allThreads: Float64Array;
  readonly Latency: Float64Array;
  readonly IdleTime: Float64Array;
  readonly Connect: Float64Array;
  readonly label: Int32Array;
  readonly responseCode: Int32Array;
  readonly responseMessage: Int32Array;
  readonly threadName: Int32Array;
  readonly failureMessage: Int32Array;
  readonly URL: Int32Array;
  readonly Hostname: Int32Array;
  readonly flags: Uint8Array;
  readonly texts: Readonly<Record<JtlTextColumn, JtlTexts>>;
}

/** One row of a results file, for those who want rows and not batches. Units as in `JtlBatch`. */
export interface JtlRow {
  timeStamp: number;
  elapsed: number;
  label: string;
  responseCode: string;
  responseMessage: string;
  threadName: string;
  success: boolean;
  failureMessage: string;
  bytes: number;
  sentBytes: number;
  grpThreads: number;
  allThreads: number;
  latency: number;
  idleTime: number;
  connect: number;
  url: string;
  hostname: string;
  /** A Transaction Controller's row; never part of totals. */
  isTransaction: boolean;
}

/** The row at `index` of a batch as an object of its own, safe to keep. */
export function rowAt(batch: JtlBatch, index: number): JtlRow {
  const number = (column: Float64Array): number => column[index] ?? 0;
  const text = (column: JtlTextColumn): string => batch.texts[column].get(batch[column][index] ?? 0);
  const flags = batch.flags[index] ?? 0;
  return {
    timeStamp: number(batch.timeStamp),
    elapsed: number(batch.elapsed),
    label: text('label'),
    responseCode: text('responseCode'),
    responseMessage: text('responseMessage'),
    threadName: text('threadName'),
    success: (flags & FLAG_SUCCESS) !== 0,
    failureMessage: text('failureMessage'),
    bytes: number(batch.bytes),
    sentBytes: number(batch.sentBytes),
    grpThreads: number(batch.grpThreads),
    allThreads: number(batch.allThreads),
    latency: number(batch.Latency),
    idleTime: number(batch.IdleTime),
    connect: number(batch.Connect),
    url: text('URL'),
    hostname: text('Hostname'),
    isTransaction: (flags & FLAG_TRANSACTION) !== 0,
  };
}
