import { DatabaseSync } from 'node:sqlite';

/** Versions of what the engine stands on, for the health page. */
export async function versions(): Promise<Record<string, string>> {
  const { version: duckdb } = await import('@duckdb/node-api');
  const probe = new DatabaseSync(':memory:');
  const row = probe.prepare('select sqlite_version() as version').get();
  probe.close();
  return {
    node: process.versions.node,
    v8: process.versions.v8,
    duckdb: duckdb(),
    sqlite: String(row?.['version'] ?? ''),
  };
}
