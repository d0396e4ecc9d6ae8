/** Named limits of the embedded store: each refusal quotes the one it met. */
export interface StoreLimits {
  /** Bytes of one body after decompression (InfluxDB's default). */
  bodyBytes: number;
  /** Bytes accepted but not committed; above it `queue-full`. */
  queueBytes: number;
  measurements: number;
  /** Fields and tags of one measurement together. */
  columnsPerMeasurement: number;
  /** Distinct tag sets over all measurements: each costs memory in the owner thread. */
  series: number;
  /** Characters of a measurement, tag or field name, and of a tag value. */
  nameLength: number;
  tagValueLength: number;
  /** Characters of a text field. */
  textLength: number;
  /** Refused lines told by name in one answer. */
  reportedErrors: number;
  /** Rows of one query's answer; cut with a notice. */
  queryRows: number;
  queryMilliseconds: number;
  /** Queries waiting for a connection. */
  queuedQueries: number;
}

export const defaultLimits: StoreLimits = {
  bodyBytes: 25_000_000,
  queueBytes: 64_000_000,
  measurements: 2_000,
  columnsPerMeasurement: 1_000,
  series: 200_000,
  nameLength: 200,
  tagValueLength: 1_000,
  textLength: 64_000,
  reportedErrors: 20,
  queryRows: 200_000,
  queryMilliseconds: 30_000,
  queuedQueries: 200,
};

/** What the owner thread is told at its start. */
export interface StoreSettings {
  /** Path of the database file; its folder exists. */
  file: string;
  /** DuckDB's memory limit, bytes. */
  memoryBytes: number;
  threads: number;
  /** The only folders SQL may touch (exports); none by default. */
  directories: readonly string[];
  limits: StoreLimits;
}
