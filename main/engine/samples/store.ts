import type { Frame } from '#core/metrics/frame.ts';
import type { RangeQuery } from '#core/metrics/query.ts';

/** Unit of the integers that stand for a point's time in line protocol. */
export type Precision = 'ns' | 'us' | 'ms' | 's' | 'm' | 'h';

export interface WriteOptions {
  precision: Precision;
  /** Epoch ms; the time of points that carry none. */
  receivedAt: number;
}

/** One line that was not taken; `line` counts from 1 in the body. */
export interface LineError {
  line: number;
  /** Worded as InfluxDB does, e.g. `unable to parse 'cpu': missing fields`. */
  reason: string;
  kind: 'parse' | 'conflict' | 'limit';
}

export interface WriteOutcome {
  /** Points committed. */
  written: number;
  /** Lines refused; the rest of the body is kept. */
  rejected: number;
  /** The first refused lines, at most `maxReportedErrors`. */
  errors: LineError[];
}

/** The answer of the embedded store: frames plus what the operator must be told. */
export interface SampleAnswer {
  frames: Frame[];
  /** The SQL that ran. */
  query: string;
  /** Cut rows, unknown measurement or field, values that lost digits. */
  notices: string[];
}

export type FieldType = 'float' | 'integer' | 'unsigned' | 'boolean' | 'string';

export interface MeasurementSchema {
  measurement: string;
  fields: { name: string; type: FieldType /** Name in raw SQL, where names are case-insensitive. */; column: string }[];
  tags: { name: string; column: string }[];
  /** Distinct tag sets. */
  series: number;
}

export interface HostReport {
  /** Value of the `host` tag. */
  host: string;
  /** Epoch ms of its newest point. */
  lastSeen: number;
  measurements: {
    measurement: string;
    lastSeen: number;
    /** Median distance between its last distinct times, ms; absent until two were seen. */
    interval?: number;
  }[];
}

export interface StoreStats {
  /** Bytes of the database file and its write-ahead log. */
  bytesOnDisk: number;
  rows: number;
  series: number;
  measurements: number;
  /** Points committed a second over the last ten seconds. */
  pointsPerSecond: number;
  /** Bodies accepted but not committed yet. */
  queuedBytes: number;
  queuedBodies: number;
  /** Why writes are refused at present, when they are. */
  readOnly?: string;
}

export type StoreErrorCode =
  /** Too much is waiting: come again after `retryAfterSeconds`. */
  | 'queue-full'
  /** Writes are switched off (disk nearly full); `message` says why. */
  | 'read-only'
  | 'body-too-large'
  /** Raw text that is not one read-only SELECT. */
  | 'query-refused'
  | 'query-failed'
  | 'query-timeout'
  | 'aborted'
  /** The owner thread ended or the store is closed. */
  | 'unavailable'
  | 'storage';

/** What every method of the store rejects with. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: StoreErrorCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'StoreError';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The embedded sample store. Everything heavy happens in the one thread that owns the database. */
export interface SampleStore {
  /**
   * Parses line protocol and stores it. Resolves when the good points are committed (a group commit waits at most
   * 50 ms); bad lines are reported, never thrown. The body's buffer may be handed over and must not be used again.
   * @throws StoreError `queue-full`, `read-only`, `body-too-large`, `unavailable`, `storage`
   */
  write(body: Uint8Array, options: WriteOptions): Promise<WriteOutcome>;
  /**
   * Runs a select target or one read-only SQL SELECT over [from, to). Times are bucket starts (raw SQL: the column `time`),
   * a bucket without points is absent. An unknown measurement, field or tag gives no frames and a notice.
   * @throws StoreError `query-refused`, `query-failed`, `query-timeout`, `aborted`, `unavailable`
   */
  query(query: RangeQuery, signal?: AbortSignal): Promise<SampleAnswer>;
  /** Every measurement with its fields and tag keys, by name. */
  schema(): Promise<MeasurementSchema[]>;
  /** Distinct values of a tag, sorted, at most `limit` (default 1000). Unknown names give an empty list. */
  tagValues(measurement: string, tag: string, limit?: number): Promise<string[]>;
  /** Every host that ever reported and was not dropped by retention, by name. */
  hosts(): Promise<HostReport[]>;
  stats(): Promise<StoreStats>;
  /** Drops points older than `cutoffMs` (epoch ms), in all measurements or only in those named; resolves to points dropped. */
  applyRetention(cutoffMs: number, measurements?: readonly string[]): Promise<number>;
  /** With a reason, refuses writes with it until called with `undefined`: the hook of the disk-full policy. */
  setReadOnly(reason: string | undefined): Promise<void>;
  /** Folds the write-ahead log into the database file. */
  checkpoint(): Promise<void>;
  /** Writes a consistent copy to `path` (must not exist, inside the allowed directories). */
  backup(path: string): Promise<void>;
  /** Commits what was accepted, then releases the file. Further calls reject with `unavailable`. */
  close(): Promise<void>;
}
