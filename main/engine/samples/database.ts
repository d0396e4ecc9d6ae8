import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { StoreSettings } from './limits.ts';
import { sqlString } from './sql-text.ts';

/** The open database: one connection for writing, more on demand for reading. */
export interface Database {
  instance: DuckDBInstance;
  writer: DuckDBConnection;
}

/**
 * Opens (or creates) the store with external access switched off. `allowed_directories` comes first: DuckDB refuses to
 * widen it afterwards. Extensions are never fetched nor loaded, and nothing can change a setting later.
 * @throws Error of DuckDB when the file is damaged or held by another process.
 */
export async function openDatabase(settings: StoreSettings): Promise<Database> {
  const instance = await DuckDBInstance.create(settings.file, {
    memory_limit: `${Math.floor(settings.memoryBytes / 1_000_000)}MB`,
    threads: String(settings.threads),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const writer = await instance.connect();
  const directories = settings.directories.map(sqlString).join(', ');
  // Where a time has a zone, it is UTC.
  await writer.run(`SET GLOBAL TimeZone = 'UTC'`);
  await writer.run(`SET allowed_directories = [${directories}]`);
  await writer.run('SET enable_external_access = false');
  await writer.run('SET lock_configuration = true');
  return { instance, writer };
}

/** Rows of a small statement, values as DuckDB's driver gives them. */
export async function readRows(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows();
}
