import { SourceError } from '#core/metrics/source-error.ts';
import type { AdapterContext, SourceAdapter } from './adapter.ts';
import { InfluxConnection } from './influx-connection.ts';
import { influxHosts } from './influx-hosts.ts';
import { influxSchema, influxTagValues } from './influx-metadata.ts';
import { influxNewest } from './influx-newest.ts';
import { influxProbe } from './influx-probe.ts';
import { influxRaw, influxSelect } from './influx-select.ts';
import { influxWriter } from './influx-write.ts';

/** InfluxDB 1.x: InfluxQL with Basic auth, writes on `/write`. */
export function influxdb1(context: AdapterContext): SourceAdapter {
  const connection = new InfluxConnection(context);
  return {
    kind: 'influxdb1',
    languages: ['influxql'],
    probe: (signal) => influxProbe(connection, context, /^1\./, signal),
    query(query, signal) {
      const { target } = query;
      if (target.kind === 'select') return influxSelect(connection, context, target, query, signal);
      if (target.language === 'influxql') return influxRaw(connection, context, target, query, signal);
      return Promise.reject(new SourceError('query', `InfluxDB 1.x takes influxql, not ${target.language}.`));
    },
    schema: (measurement, signal) => influxSchema(connection, measurement, signal),
    tagValues: (measurement, tag, signal) => influxTagValues(connection, measurement, tag, signal),
    hosts: (signal) => influxHosts(connection, context.clock.now(), signal),
    newestPoint: influxNewest(connection, context.clock),
    writer: influxWriter(context),
    close: () => connection.close(),
  };
}
