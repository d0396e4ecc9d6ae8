import type { QueryAnswer } from '#core/metrics/frame.ts';
import type { RangeQuery, RawTarget } from '#core/metrics/query.ts';
import { fillRaw } from '#core/metrics/raw.ts';
import { parseSqlRows, rowFrames } from '#core/metrics/row-answer.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import type { AdapterContext, SourceAdapter } from './adapter.ts';
import { InfluxConnection } from './influx-connection.ts';
import { influxHosts } from './influx-hosts.ts';
import { influxSchema, influxTagValues } from './influx-metadata.ts';
import { influxNewest } from './influx-newest.ts';
import { influxProbe } from './influx-probe.ts';
import { influxRaw, influxSelect } from './influx-select.ts';
import { influxWriter } from './influx-write.ts';
import { asSourceError } from './source-error.ts';

/**
 * InfluxDB 3.x: InfluxQL on `/query` with a Bearer token, raw SQL on `/api/v3/query_sql`, writes on its 2.x-compatible
 * address. Built from its documentation and recorded answers.
 */
export function influxdb3(context: AdapterContext): SourceAdapter {
  const connection = new InfluxConnection(context);
  async function sql(target: RawTarget, query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer> {
    const text = fillRaw(target.text, 'sql', query);
    try {
      const answer = await connection.http.call({
        method: 'POST',
        path: '/api/v3/query_sql',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ db: context.config.database, q: text, format: 'json' }),
        signal,
      });
      const frames = rowFrames(parseSqlRows(answer.text), target.shape, 'time', 'sql');
      return {
        frames,
        provenance: { sourceId: context.sourceId, query: text, executedAt: context.clock.now(), notices: [] },
      };
    } catch (error) {
      if (signal.aborted) throw error;
      throw asSourceError(error, connection.secrets);
    }
  }
  return {
    kind: 'influxdb3',
    languages: ['influxql', 'sql'],
    probe: (signal) => influxProbe(connection, context, /^v?3\./, signal),
    query(query, signal) {
      const { target } = query;
      if (target.kind === 'select') return influxSelect(connection, context, target, query, signal);
      if (target.language === 'influxql') return influxRaw(connection, context, target, query, signal);
      if (target.language === 'sql') return sql(target, query, signal);
      return Promise.reject(new SourceError('query', `InfluxDB 3.x takes influxql and sql, not ${target.language}.`));
    },
    schema: (measurement, signal) => influxSchema(connection, measurement, signal),
    tagValues: (measurement, tag, signal) => influxTagValues(connection, measurement, tag, signal),
    hosts: (signal) => influxHosts(connection, context.clock.now(), signal),
    newestPoint: influxNewest(connection, context.clock),
    writer: influxWriter(context),
    close: () => connection.close(),
  };
}
