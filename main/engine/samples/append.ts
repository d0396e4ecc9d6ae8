import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  INTEGER,
  TIMESTAMP_NS,
  UBIGINT,
  VARCHAR,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { Batch, ColumnBuffer } from './batch.ts';
import type { FieldColumn } from './series-catalog.ts';

const CHUNK_ROWS = 2048;
const types = { float: DOUBLE, integer: BIGINT, unsigned: UBIGINT, boolean: BOOLEAN, string: VARCHAR };
const nothingValid = new Uint8Array(CHUNK_ROWS / 8);

/**
 * Appends a batch to `table` (time, series and then `fields`) inside the connection's transaction.
 * The driver's own vectors take a value at a time; the typed arrays of a batch are copied whole instead.
 */
export async function appendBatch(
  connection: DuckDBConnection,
  target: { schema: string; table: string; catalog?: string },
  fields: readonly FieldColumn[],
  batch: Batch,
): Promise<void> {
  const appender = await connection.createAppender(target.table, target.schema, target.catalog ?? null);
  const chunk = DuckDBDataChunk.create([TIMESTAMP_NS, INTEGER, ...fields.map((field) => types[field.type])]);
  for (let from = 0; from < batch.rows; from += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, batch.rows - from);
    chunk.reset();
    chunk.rowCount = rows;
    copy(chunk, 0, batch.times, from * 8, rows * 8);
    copy(chunk, 1, batch.series, from * 4, rows * 4);
    for (const field of fields) fill(chunk, field.index + 2, batch.columns[field.index], from, rows);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function copy(
  chunk: DuckDBDataChunk,
  column: number,
  from: Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
  offset: number,
  bytes: number,
): void {
  duckdb.copy_data_to_vector(duckdb.data_chunk_get_vector(chunk.chunk, column), 0, from.buffer, offset, bytes);
}

function fill(
  chunk: DuckDBDataChunk,
  index: number,
  column: ColumnBuffer | undefined,
  from: number,
  rows: number,
): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
  const used = column?.used === true;
  duckdb.vector_ensure_validity_writable(vector);
  const valid = used ? column.valid : nothingValid;
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, used ? from / 8 : 0, Math.ceil(rows / 64) * 8);
  if (!used) return;
  if (column.type === 'string') {
    for (let row = 0; row < rows; row += 1) {
      const text = column.texts[from + row];
      if (text !== undefined) duckdb.vector_assign_string_element(vector, row, text);
    }
  } else {
    const width = column.type === 'boolean' ? 1 : 8;
    copy(chunk, index, column.data, from * width, rows * width);
  }
}
