import { influxqlIdentifier } from '#core/metrics/influxql.ts';
import { rowsOf } from '#core/metrics/influxql-answer.ts';
import { maxTagValues, type SourceSchema } from './adapter.ts';
import type { InfluxConnection } from './influx-connection.ts';

/** Measurements that are listed at most. */
const maxMeasurements = 2000;

/** Names of measurements, and fields and tags of one of them. */
export async function influxSchema(
  connection: InfluxConnection,
  measurement: string | undefined,
  signal: AbortSignal,
): Promise<SourceSchema> {
  const measurements = await connection.column(`SHOW MEASUREMENTS LIMIT ${maxMeasurements}`, 'name', signal);
  if (measurement === undefined) return { measurements, fields: [], tags: [] };
  const from = influxqlIdentifier(measurement);
  const fields = await connection.one(`SHOW FIELD KEYS FROM ${from}`, signal);
  const tags = await connection.column(`SHOW TAG KEYS FROM ${from}`, 'tagKey', signal);
  const pairs = fields.series.flatMap((series) =>
    rowsOf(series).map((row) => ({ name: String(row[0]), type: typeof row[1] === 'string' ? row[1] : 'float' })),
  );
  return { measurements, fields: pairs, tags };
}

/** Values of a tag within a measurement, sorted. */
export async function influxTagValues(
  connection: InfluxConnection,
  measurement: string,
  tag: string,
  signal: AbortSignal,
): Promise<string[]> {
  const text = `SHOW TAG VALUES FROM ${influxqlIdentifier(measurement)} WITH KEY = ${influxqlIdentifier(tag)}`;
  const values = await connection.column(text, 'value', signal);
  return [...new Set(values)].sort().slice(0, maxTagValues);
}

/** Measurements that carry a `host` tag, each with its hosts. */
export async function influxHostMeasurements(
  connection: InfluxConnection,
  signal: AbortSignal,
): Promise<Map<string, string[]>> {
  const result = await connection.one('SHOW TAG VALUES WITH KEY = "host"', signal);
  return new Map(
    result.series.map((series) => {
      const value = series.columns.indexOf('value');
      return [series.name, rowsOf(series).map((row) => String(row[value]))];
    }),
  );
}

/** A field of each of these measurements that holds numbers where there is one. */
export async function influxSampleFields(
  connection: InfluxConnection,
  measurements: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const statements = measurements.map((name) => `SHOW FIELD KEYS FROM ${influxqlIdentifier(name)}`);
  const results = statements.length === 0 ? [] : await connection.influxql(statements.join('; '), signal);
  const fields = new Map<string, string>();
  results.forEach((result, index) => {
    const name = measurements[index];
    const rows = result.series.flatMap((series) => rowsOf(series));
    const chosen = rows.find((row) => row[1] === 'float' || row[1] === 'integer') ?? rows[0];
    if (name !== undefined && chosen && typeof chosen[0] === 'string') fields.set(name, chosen[0]);
  });
  return fields;
}
