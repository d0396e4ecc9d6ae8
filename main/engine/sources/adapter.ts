import type { Host } from '#core/contract/hosts.ts';
import type { Probe, SourceConfig, SourceKind } from '#core/contract/sources.ts';
import type { QueryAnswer } from '#core/metrics/frame.ts';
import type { Language, RangeQuery } from '#core/metrics/query.ts';
import type { Clock } from '#core/time/clock.ts';

/** What a store holds. Fields and tags are those of the asked measurement; without one only the names are listed. */
export interface SourceSchema {
  measurements: string[];
  fields: { name: string; type: string }[];
  tags: string[];
}

/** A host as one source sees it; the figures (CPU and so on) are asked apart, the same way for every source. */
export interface HostSighting {
  name: string;
  /** Typical distance of its points, ms; null when there are too few. */
  intervalMs: number | null;
  /** Pauses longer than three intervals within the last hour. */
  gaps: Host['gaps'];
  measurements: { name: string; lastSeenAt: number | null }[];
}

/**
 * The one port to every metric store. All calls reject with SourceError, or with the signal's reason when it aborts
 * first; none holds state besides its connections.
 */
export interface SourceAdapter {
  readonly kind: SourceKind;
  readonly languages: readonly Language[];
  /** Tries the connection step by step. Never rejects: what went wrong is in the answer. */
  probe(signal: AbortSignal): Promise<Probe>;
  query(query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer>;
  schema(measurement: string | undefined, signal: AbortSignal): Promise<SourceSchema>;
  /** Distinct values, sorted, at most {@link maxTagValues}. */
  tagValues(measurement: string, tag: string, signal: AbortSignal): Promise<string[]>;
  hosts(signal: AbortSignal): Promise<HostSighting[]>;
  /** Time of the newest point, epoch ms, found cheaply: it is asked again and again. Null when there is none of late. */
  newestPoint?: (signal: AbortSignal) => Promise<number | null>;
  /** Present where the store takes line protocol. */
  writer?: SourceWriter;
  close(): void;
}

/** Takes line protocol for a store. */
export interface SourceWriter {
  /**
   * Resolves when the store has taken the lines. Times are in `precision`; lines without one get the store's time.
   * Nothing is kept or sent again here: the caller decides what a failure costs.
   *
   * @throws SourceError
   */
  write(lines: readonly string[], precision: 'ns' | 'us' | 'ms' | 's', signal: AbortSignal): Promise<void>;
}

/** What every adapter is made of. */
export interface AdapterContext {
  sourceId: string;
  config: SourceConfig;
  /** Password or token; undefined when none is kept. */
  secret: string | undefined;
  clock: Clock;
}

/** Values of a variable that are offered. */
export const maxTagValues = 1000;
/** A host without points for this long has no known last-seen time, ms. */
export const hostLookback = 24 * 3600 * 1000;
/** Gaps are looked for in this long, ms. */
export const gapWindow = 3600 * 1000;
/** A pause longer than this many intervals is a gap. */
export const gapIntervals = 3;
