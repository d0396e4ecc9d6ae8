import type { DuckDBConnection } from '@duckdb/node-api';
import { appendBatch } from './append.ts';
import type { Batch } from './batch.ts';
import { readRows } from './database.ts';
import { columnName, pointsTable } from './physical.ts';
import { changeStatements, seriesStatements } from './schema-changes.ts';
import type { CatalogChanges, FieldColumn, Measurement, SeriesCatalog } from './series-catalog.ts';

/** What one commit takes out of the catalog and the batches. */
export interface CommitWork {
  changes: CatalogChanges;
  /** `fields` are those of the moment: parsing goes on meanwhile and may add more. */
  batches: { measurement: Measurement; fields: readonly FieldColumn[]; batch: Batch; late: Batch | undefined }[];
}

/**
 * Writes everything in one transaction and resolves to the number of new points. When it rejects nothing of the points
 * is stored, and the catalog's changes go back to wait for the next commit.
 */
export async function commitWork(writer: DuckDBConnection, catalog: SeriesCatalog, work: CommitWork): Promise<number> {
  try {
    // Names first and by themselves: an appender does not see columns of its own transaction's making.
    const statements = changeStatements(work.changes, catalog);
    const newSeries = seriesStatements(work.changes);
    if (statements.length > 0) {
      await inTransaction(writer, async () => {
        for (const statement of statements) await writer.run(statement);
      });
      markStored(work.changes);
      work.changes = { ...work.changes, measurements: [], fields: [], tags: [] };
    }
    return await inTransaction(writer, async () => {
      for (const statement of newSeries) await writer.run(statement);
      let rows = 0;
      for (const { measurement, fields, batch, late } of work.batches) {
        if (batch.rows > 0) {
          await appendBatch(writer, { schema: 'store', table: `m${measurement.id}` }, fields, batch);
          rows += batch.rows;
        }
        // After the main batch: a late point may complete one that came in the same commit.
        if (late !== undefined && late.rows > 0) rows += await mergeLate(writer, measurement, fields, late);
      }
      return rows;
    });
  } catch (error) {
    catalog.restoreChanges(work.changes);
    throw error;
  }
}

function markStored(changes: CatalogChanges): void {
  for (const measurement of changes.measurements) measurement.stored = true;
  for (const { column } of [...changes.fields, ...changes.tags]) column.stored = true;
}

async function inTransaction<Value>(writer: DuckDBConnection, body: () => Promise<Value>): Promise<Value> {
  await writer.run('BEGIN TRANSACTION');
  try {
    const value = await body();
    await writer.run('COMMIT');
    return value;
  } catch (error) {
    // A failed commit has ended the transaction by itself; the first error is the one to tell.
    await writer.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/**
 * Points that are not newer than their series: as in InfluxDB the same series and time is the same point, whose fields
 * are set anew, so that a body sent twice changes nothing.
 */
async function mergeLate(
  writer: DuckDBConnection,
  measurement: Measurement,
  fields: readonly FieldColumn[],
  late: Batch,
): Promise<number> {
  const points = pointsTable(measurement.id);
  await writer.run(`CREATE OR REPLACE TEMP TABLE late AS SELECT * FROM ${points} LIMIT 0`);
  await appendBatch(writer, { catalog: 'temp', schema: 'main', table: 'late' }, fields, late);
  const [range] = await readRows(writer, 'SELECT epoch_ns(min(time)), epoch_ns(max(time)) FROM late');
  // Constants let DuckDB skip the row groups of other times.
  const between = `m.time BETWEEN make_timestamp_ns(${String(range?.[0])}) AND make_timestamp_ns(${String(range?.[1])})`;
  const same = `m.series = late.series AND m.time = late.time AND ${between}`;
  const sets = fields
    .filter((field) => late.columns[field.index]?.used === true)
    .map(
      (field) =>
        `${columnName(field.ordinal)} = coalesce(late.${columnName(field.ordinal)}, m.${columnName(field.ordinal)})`,
    );
  await writer.run(`UPDATE ${points} AS m SET ${sets.join(', ')} FROM late WHERE ${same}`);
  const inserted = await writer.run(
    `INSERT INTO ${points} SELECT * FROM late WHERE NOT EXISTS (SELECT 1 FROM ${points} m WHERE ${same})`,
  );
  await writer.run('DROP TABLE temp.late');
  return inserted.rowsChanged;
}
