import type { AdapterContext, SourceAdapter } from './adapter.ts';
import { influxdb1 } from './influxdb1.ts';
import { influxdb2 } from './influxdb2.ts';
import { influxdb3 } from './influxdb3.ts';
import { prometheus } from './prometheus.ts';
import { asSourceError } from './source-error.ts';

const byKind = { influxdb1, influxdb2, influxdb3, prometheus };

/** The adapter for a configured source; whatever goes wrong inside comes out as a SourceError without secrets. */
export function createAdapter(context: AdapterContext): SourceAdapter {
  const inner = byKind[context.config.kind](context);
  const secrets = context.secret ? [context.secret] : [];
  async function typed<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      throw asSourceError(error, secrets);
    }
  }
  const newest = inner.newestPoint;
  return {
    ...inner,
    ...(newest ? { newestPoint: (signal: AbortSignal) => typed(signal, () => newest(signal)) } : {}),
    query: (query, signal) => typed(signal, () => inner.query(query, signal)),
    schema: (measurement, signal) => typed(signal, () => inner.schema(measurement, signal)),
    tagValues: (measurement, tag, signal) => typed(signal, () => inner.tagValues(measurement, tag, signal)),
    hosts: (signal) => typed(signal, () => inner.hosts(signal)),
  };
}
