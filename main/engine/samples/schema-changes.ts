import { columnName, columnTypes, createView, pointsTable, seriesTable, viewNames } from './physical.ts';
import type { CatalogChanges, Measurement, SeriesCatalog } from './series-catalog.ts';
import { sqlString } from './sql-text.ts';

/** Tables that remember which number stands for which name. */
export const schemaStatements = [
  'CREATE SCHEMA IF NOT EXISTS store',
  'CREATE TABLE IF NOT EXISTS store.measurements (id INTEGER, name VARCHAR)',
  'CREATE TABLE IF NOT EXISTS store.columns (measurement INTEGER, ordinal INTEGER, name VARCHAR, type VARCHAR)',
];

/** Statements that bring the database up to the catalog; empty when only tag sets were added. */
export function changeStatements(changes: CatalogChanges, catalog: SeriesCatalog): string[] {
  const statements: string[] = [];
  const changed = new Set<Measurement>();
  for (const { id, name } of changes.measurements) {
    statements.push(
      `CREATE TABLE ${pointsTable(id)} (time TIMESTAMP_NS NOT NULL, series INTEGER NOT NULL)`,
      `CREATE TABLE ${seriesTable(id)} (series INTEGER NOT NULL)`,
      `INSERT INTO store.measurements VALUES (${id}, ${sqlString(name)})`,
    );
  }
  const columns = [
    ...changes.fields.map(({ measurement, column }) => ({ measurement, column, type: column.type as string })),
    ...changes.tags.map(({ measurement, column }) => ({ measurement, column, type: 'tag' })),
  ];
  for (const { measurement, column, type } of columns) {
    const isTag = type === 'tag';
    const table = isTag ? seriesTable(measurement.id) : pointsTable(measurement.id);
    const sqlType = Object.entries(columnTypes).find(([name]) => name === type)?.[1] ?? 'VARCHAR';
    statements.push(
      `ALTER TABLE ${table} ADD COLUMN ${columnName(column.ordinal)} ${sqlType}`,
      `INSERT INTO store.columns VALUES (${measurement.id}, ${column.ordinal}, ${sqlString(column.name)}, '${type}')`,
    );
    changed.add(measurement);
  }
  for (const measurement of changes.measurements) changed.add(measurement);
  if (changed.size > 0) {
    const names = viewNames(catalog.measurements.values());
    for (const measurement of changed)
      statements.push(createView(measurement, names.get(measurement) ?? measurement.name));
  }
  return statements;
}

/** New tag sets as one INSERT a measurement. */
export function seriesStatements(changes: CatalogChanges): string[] {
  const rows = new Map<Measurement, string[]>();
  for (const series of changes.series) {
    const { tags } = series.measurement;
    const values = tags.map((_, index) => {
      const value = series.tagValues[index];
      return value === undefined || value === '' ? 'NULL' : sqlString(value);
    });
    const list = rows.get(series.measurement) ?? [];
    list.push(`(${[series.id, ...values].join(', ')})`);
    rows.set(series.measurement, list);
  }
  return [...rows].map(([measurement, values]) => {
    const columns = ['series', ...measurement.tags.map((tag) => columnName(tag.ordinal))];
    return `INSERT INTO ${seriesTable(measurement.id)} (${columns.join(', ')}) VALUES ${values.join(', ')}`;
  });
}
