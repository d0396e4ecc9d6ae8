import type { DuckDBConnection } from '@duckdb/node-api';
import { readRows } from './database.ts';
import type { HostActivity } from './host-activity.ts';
import { pointsTable, seriesTable } from './physical.ts';
import { timeLiteral } from './select-sql.ts';
import type { Measurement, SeriesCatalog } from './series-catalog.ts';

/** Measurements by how long an operator may want them kept. */
export const retentionClasses = ['host', 'load-test', 'other'] as const;
export type RetentionClass = (typeof retentionClasses)[number];

const HOST_MEASUREMENTS: ReadonlySet<string> = new Set([
  'cpu',
  'mem',
  'swap',
  'system',
  'disk',
  'diskio',
  'net',
  'netstat',
  'processes',
  'kernel',
  'procstat',
  'ping',
]);
/** What JMeter's InfluxDB listener and our own launcher write. */
const LOAD_TEST_MEASUREMENTS: ReadonlySet<string> = new Set(['jmeter', 'events', 'virtualUsers', 'requestsRaw']);

/** The class whose setting decides how long a measurement is kept. */
export function retentionClassOf(measurement: string): RetentionClass {
  if (HOST_MEASUREMENTS.has(measurement)) return 'host';
  return LOAD_TEST_MEASUREMENTS.has(measurement) ? 'load-test' : 'other';
}

/**
 * Drops points older than `cutoffMs`, then tag sets and hosts that have none left. Runs between commits; resolves to the
 * number of points dropped.
 */
export async function dropOlder(
  connection: DuckDBConnection,
  catalog: SeriesCatalog,
  hosts: HostActivity,
  measurements: readonly Measurement[],
  cutoffMs: number,
): Promise<number> {
  let dropped = 0;
  for (const measurement of measurements) {
    if (!measurement.stored) continue;
    const points = pointsTable(measurement.id);
    const result = await connection.run(`DELETE FROM ${points} WHERE time < ${timeLiteral(cutoffMs)}`);
    if (result.rowsChanged === 0) continue;
    dropped += result.rowsChanged;
    const used = await readRows(connection, `SELECT DISTINCT series FROM ${points}`);
    const alive = new Set(used.map(([id]) => Number(id)));
    // A series with a newer point in memory is waiting for the next commit.
    const empty = [...measurement.series.values()].filter(
      (series) => !alive.has(series.id) && series.seconds * 1000 < cutoffMs,
    );
    if (empty.length === 0) continue;
    const ids = new Set(empty.map((series) => series.id));
    for (const [key, series] of measurement.series) if (ids.has(series.id)) measurement.series.delete(key);
    for (const [head, series] of catalog.heads) if (ids.has(series.id)) catalog.heads.delete(head);
    catalog.seriesCount -= ids.size;
    hosts.drop(measurement.name, cutoffMs);
    await connection.run(`DELETE FROM ${seriesTable(measurement.id)} WHERE series IN (${[...ids].join(', ')})`);
  }
  if (dropped > 0) await connection.run('CHECKPOINT');
  return dropped;
}
