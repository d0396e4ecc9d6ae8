import type { DuckDBConnection } from '@duckdb/node-api';
import { readRows } from './database.ts';
import type { HostActivity } from './host-activity.ts';
import { columnName, pointsTable, seriesTable } from './physical.ts';
import { schemaStatements } from './schema-changes.ts';
import { Measurement, type SeriesCatalog, seriesKey } from './series-catalog.ts';
import type { FieldType } from './store.ts';

const FIELD_TYPES: ReadonlySet<string> = new Set<FieldType>(['float', 'integer', 'unsigned', 'boolean', 'string']);
const isFieldType = (text: string): text is FieldType => FIELD_TYPES.has(text);

/** Fills the catalog from the database at its opening; resolves to the number of stored points. */
export async function loadCatalog(
  writer: DuckDBConnection,
  catalog: SeriesCatalog,
  hosts: HostActivity,
): Promise<number> {
  for (const statement of schemaStatements) await writer.run(statement);
  const byId = new Map<number, Measurement>();
  for (const [id, name] of await readRows(writer, 'SELECT id, name FROM store.measurements ORDER BY id')) {
    const measurement = new Measurement(Number(id), String(name));
    measurement.stored = true;
    byId.set(measurement.id, measurement);
    catalog.measurements.set(measurement.name, measurement);
    catalog.nextMeasurement = measurement.id + 1;
  }
  const columns = await readRows(
    writer,
    'SELECT measurement, ordinal, name, type FROM store.columns ORDER BY measurement, ordinal',
  );
  for (const [id, ordinal, name, type] of columns) {
    const measurement = byId.get(Number(id));
    const kind = String(type);
    if (kind === 'tag') measurement?.addTag(String(name), true, Number(ordinal));
    else if (isFieldType(kind)) measurement?.addField(String(name), kind, true, Number(ordinal));
  }
  let rows = 0;
  for (const measurement of byId.values()) {
    await loadSeries(writer, catalog, hosts, measurement);
    const [count] = await readRows(writer, `SELECT count(*) FROM ${pointsTable(measurement.id)}`);
    rows += Number(count?.[0] ?? 0);
  }
  return rows;
}

async function loadSeries(
  writer: DuckDBConnection,
  catalog: SeriesCatalog,
  hosts: HostActivity,
  measurement: Measurement,
): Promise<void> {
  const tags = measurement.tags.map((tag) => `s.${columnName(tag.ordinal)}`);
  const sql = `SELECT s.series, p.newest, ${[...tags, 'NULL'].join(', ')} FROM ${seriesTable(measurement.id)} s
    LEFT JOIN (SELECT series, epoch_ns(max(time)) AS newest FROM ${pointsTable(measurement.id)} GROUP BY series) p USING (series)`;
  const host = measurement.tagIndex.get('host');
  for (const row of await readRows(writer, sql)) {
    const id = Number(row[0]);
    const newest = typeof row[1] === 'bigint' ? row[1] : undefined;
    const values = measurement.tags.map((_, index) => {
      const value = row[index + 2];
      return typeof value === 'string' ? value : undefined;
    });
    const seconds = newest === undefined ? Number.NEGATIVE_INFINITY : floorDivide(newest);
    const hostName = host === undefined ? undefined : values[host];
    const track = hostName === undefined ? undefined : hosts.track(hostName, measurement.name);
    if (track !== undefined && newest !== undefined) {
      // Two series of one host end at nearly the same time: that is no interval.
      track.lastSeen = Math.max(track.lastSeen, Number(newest / 1_000_000n));
    }
    const pairs = measurement.tags.map((tag, index): [string, string] => [tag.name, values[index] ?? '']);
    measurement.series.set(seriesKey(pairs), {
      id,
      measurement,
      tagValues: values,
      host: track,
      seconds,
      nanos: newest === undefined ? 0 : Number(newest - BigInt(seconds) * 1_000_000_000n),
      row: 0,
      generation: 0,
    });
    catalog.seriesCount += 1;
    catalog.nextSeries = Math.max(catalog.nextSeries, id + 1);
  }
}

function floorDivide(nanoseconds: bigint): number {
  const whole = nanoseconds / 1_000_000_000n;
  return Number(nanoseconds < 0n && whole * 1_000_000_000n !== nanoseconds ? whole - 1n : whole);
}
