import { embeddedSourceId } from '#core/metrics/embedded-source.ts';
import { SourceError, type SourceErrorCode } from '#core/metrics/source-error.ts';
import type { Clock } from '#core/time/clock.ts';
import { type SampleStore, StoreError } from '../samples/store.ts';
import { maxTagValues, type SourceAdapter } from './adapter.ts';
import { EmbeddedHosts } from './embedded-hosts.ts';
import { probed } from './probing.ts';
import { asSourceError } from './source-error.ts';

const codes: Record<string, SourceErrorCode> = {
  'query-refused': 'query',
  'query-failed': 'query',
  'query-timeout': 'timeout',
  'body-too-large': 'query',
};

/** The part of the store that is read and written here. */
export type EmbeddedStore = Pick<SampleStore, 'query' | 'schema' | 'tagValues' | 'hosts' | 'write'>;

async function guarded<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof StoreError) throw new SourceError(codes[error.code] ?? 'other', error.message);
    throw asSourceError(error);
  }
}

/** The console's own store as a source. `version` is shown for it. */
export function embedded(store: EmbeddedStore, clock: Clock, version: string): SourceAdapter {
  const hosts = new EmbeddedHosts(store, clock);
  return {
    kind: 'embedded',
    languages: ['sql'],
    probe: (signal) =>
      probed(async (notes) => {
        const startedAt = clock.monotonic();
        const schema = await guarded(signal, () => store.schema());
        notes.latencyMs = Math.round(clock.monotonic() - startedAt);
        notes.version = version;
        notes.measurements = schema.length;
        if (schema.length === 0) notes.notices.push('no-measurements');
      }, []),
    query: (query, signal) =>
      guarded(signal, async () => {
        const answer = await store.query(query, signal);
        const aggregated = query.target.kind === 'select' ? { interval: query.interval } : {};
        return {
          frames: answer.frames,
          provenance: {
            sourceId: embeddedSourceId,
            query: answer.query,
            executedAt: clock.now(),
            ...aggregated,
            notices: answer.notices,
          },
        };
      }),
    schema: (measurement, signal) =>
      guarded(signal, async () => {
        const all = await store.schema();
        const one = all.find((entry) => entry.measurement === measurement);
        return {
          measurements: all.map((entry) => entry.measurement),
          fields: one?.fields.map((field) => ({ name: field.name, type: field.type })) ?? [],
          tags: one?.tags.map((tag) => tag.name) ?? [],
        };
      }),
    tagValues: (measurement, tag, signal) => guarded(signal, () => store.tagValues(measurement, tag, maxTagValues)),
    hosts: (signal) => guarded(signal, () => hosts.list()),
    writer: {
      write: (lines, precision, signal) =>
        guarded(signal, async () => {
          const body = new TextEncoder().encode(lines.join('\n'));
          const outcome = await store.write(body, { precision, receivedAt: clock.now() });
          const first = outcome.errors[0];
          if (first)
            throw new SourceError('query', `${outcome.rejected} lines were refused. The first: ${first.reason}`);
        }),
    },
    close: () => {},
  };
}
