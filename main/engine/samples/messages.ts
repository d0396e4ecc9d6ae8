import type { RangeQuery } from '#core/metrics/query.ts';
import type {
  HostReport,
  MeasurementSchema,
  SampleAnswer,
  StoreErrorCode,
  WriteOptions,
  WriteOutcome,
} from './store.ts';

/** What the engine may ask of the owner thread: argument and answer of every verb. */
export interface Verbs {
  write: { ask: { body: Uint8Array; options: WriteOptions }; answer: WriteOutcome };
  query: { ask: RangeQuery; answer: SampleAnswer };
  schema: { ask: undefined; answer: MeasurementSchema[] };
  tagValues: { ask: { measurement: string; tag: string; limit: number }; answer: string[] };
  hosts: { ask: undefined; answer: HostReport[] };
  counts: { ask: undefined; answer: OwnerCounts };
  applyRetention: { ask: { cutoffMs: number; measurements: readonly string[] | undefined }; answer: number };
  checkpoint: { ask: undefined; answer: undefined };
  backup: { ask: { path: string }; answer: undefined };
  close: { ask: undefined; answer: undefined };
}

export type Verb = keyof Verbs;

export interface OwnerCounts {
  rows: number;
  series: number;
  measurements: number;
  pointsPerSecond: number;
}

export type Ask = { [Name in Verb]: { id: number; verb: Name; ask: Verbs[Name]['ask'] } }[Verb];

/** Engine to owner: a question, or taking one back. */
export type ToOwner = Ask | { id: number; verb: 'cancel' };

/** Owner to engine. `ready` comes once; `failed` means the database cannot be opened or is no longer usable. */
export type FromOwner =
  | { kind: 'ready' }
  | { kind: 'failed'; message: string }
  | { kind: 'answer'; id: number; answer: unknown }
  | { kind: 'error'; id: number; code: StoreErrorCode; message: string; retryAfterSeconds: number | undefined };
