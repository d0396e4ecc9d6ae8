import type { FieldColumn, Measurement, TagColumn } from './series-catalog.ts';
import { sqlName } from './sql-text.ts';
import type { FieldType } from './store.ts';

/** DuckDB's type of a field. */
export const columnTypes: Record<FieldType, string> = {
  float: 'DOUBLE',
  integer: 'BIGINT',
  unsigned: 'UBIGINT',
  boolean: 'BOOLEAN',
  string: 'VARCHAR',
};

// No name from outside is ever part of a physical name: those are numbers of the catalog.
export const pointsTable = (id: number): string => `store.m${id}`;
export const seriesTable = (id: number): string => `store.s${id}`;
export const columnName = (ordinal: number): string => `c${ordinal}`;

/**
 * Names of a measurement's columns in its view: as sent, but DuckDB does not tell `Value` from `value`, so a name that is
 * taken (`time` always is) gets its ordinal behind it. Ordinals never change, so neither do the names.
 */
export function viewColumns(measurement: Measurement): Map<FieldColumn | TagColumn, string> {
  const taken = new Set(['time']);
  const names = new Map<FieldColumn | TagColumn, string>();
  for (const column of [...measurement.fields, ...measurement.tags].sort((a, b) => a.ordinal - b.ordinal)) {
    let name = column.name;
    while (taken.has(name.toLowerCase())) name = `${name}_${column.ordinal}`;
    taken.add(name.toLowerCase());
    names.set(column, name);
  }
  return names;
}

/** Names of the views: the measurements' own, with the id behind one that differs from an earlier only by case. */
export function viewNames(measurements: Iterable<Measurement>): Map<Measurement, string> {
  const taken = new Set<string>();
  const names = new Map<Measurement, string>();
  for (const measurement of [...measurements].sort((a, b) => a.id - b.id)) {
    let name = measurement.name;
    while (taken.has(name.toLowerCase())) name = `${name}_${measurement.id}`;
    taken.add(name.toLowerCase());
    names.set(measurement, name);
  }
  return names;
}

/** The statement that makes a measurement readable under its own name: time, tags, fields. */
export function createView(measurement: Measurement, viewName: string): string {
  const names = viewColumns(measurement);
  const tags = measurement.tags.map((tag) => `s.${columnName(tag.ordinal)} AS ${sqlName(names.get(tag) ?? tag.name)}`);
  const fields = measurement.fields.map(
    (field) => `m.${columnName(field.ordinal)} AS ${sqlName(names.get(field) ?? field.name)}`,
  );
  return `CREATE OR REPLACE VIEW main.${sqlName(viewName)} AS SELECT ${['m.time AS "time"', ...tags, ...fields].join(', ')}
    FROM ${pointsTable(measurement.id)} m JOIN ${seriesTable(measurement.id)} s ON s.series = m.series`;
}
