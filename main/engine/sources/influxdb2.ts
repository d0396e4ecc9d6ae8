import type { QueryAnswer } from '#core/metrics/frame.ts';
import type { RangeQuery, RawTarget } from '#core/metrics/query.ts';
import { fillRaw } from '#core/metrics/raw.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import type { AdapterContext, SourceAdapter } from './adapter.ts';
import { fluxFrames, fluxRows } from './flux.ts';
import { InfluxConnection } from './influx-connection.ts';
import { influxHosts } from './influx-hosts.ts';
import { influxSchema, influxTagValues } from './influx-metadata.ts';
import { influxNewest } from './influx-newest.ts';
import { influxProbe } from './influx-probe.ts';
import { influxRaw, influxSelect } from './influx-select.ts';
import { clientError, influxClient, influxWriter } from './influx-write.ts';

/** InfluxDB 2.x: InfluxQL on its compatible address (each bucket is a database), raw Flux, writes on `/api/v2/write`. */
export function influxdb2(context: AdapterContext): SourceAdapter {
  const connection = new InfluxConnection(context);
  const client = influxClient(context);
  async function flux(target: RawTarget, query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer> {
    const text = fillRaw(target.text, 'flux', query);
    try {
      const rows = await fluxRows(client, context.config.org, text, signal);
      const provenance = { sourceId: context.sourceId, query: text, executedAt: context.clock.now(), notices: [] };
      return { frames: fluxFrames(rows, target.shape), provenance };
    } catch (error) {
      if (signal.aborted) throw error;
      throw clientError(error, connection.secrets);
    }
  }
  return {
    kind: 'influxdb2',
    languages: ['influxql', 'flux'],
    probe: (signal) => influxProbe(connection, context, /^v?2\.|cloud/i, signal),
    query(query, signal) {
      const { target } = query;
      if (target.kind === 'select') return influxSelect(connection, context, target, query, signal);
      if (target.language === 'influxql') return influxRaw(connection, context, target, query, signal);
      if (target.language === 'flux') return flux(target, query, signal);
      return Promise.reject(new SourceError('query', `InfluxDB 2.x takes influxql and flux, not ${target.language}.`));
    },
    schema: (measurement, signal) => influxSchema(connection, measurement, signal),
    tagValues: (measurement, tag, signal) => influxTagValues(connection, measurement, tag, signal),
    hosts: (signal) => influxHosts(connection, context.clock.now(), signal),
    newestPoint: influxNewest(connection, context.clock),
    writer: influxWriter(context),
    close: () => connection.close(),
  };
}
