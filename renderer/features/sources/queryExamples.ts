import type { Source } from '#core/contract/sources.ts';
import type { Language } from '#core/metrics/query.ts';

/** A first query in a source's own language: the shared range and bucket width stand as macros. */
export function exampleQuery(source: Pick<Source, 'config'>, language: Language): string {
  const database = source.config?.database ?? '';
  switch (language) {
    case 'influxql':
      return 'SELECT MEAN("usage_idle") FROM "cpu" WHERE $timeFilter GROUP BY time($__interval), "host" fill(none)';
    case 'flux':
      return [
        `from(bucket: ${JSON.stringify(database)})`,
        '  |> range($timeFilter)',
        '  |> filter(fn: (r) => r._measurement == "mem" and r._field == "used_percent")',
        '  |> aggregateWindow(every: $__interval, fn: mean, createEmpty: false)',
      ].join('\n');
    case 'promql':
      return 'up';
    case 'sql':
      return 'SELECT time, host, used_percent FROM mem WHERE $timeFilter ORDER BY time DESC LIMIT 100';
  }
}
