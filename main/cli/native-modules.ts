import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What goes in has to come out: Hangul, and an integer that no double holds. */
const word = '상황실';
const big = 9_007_199_254_740_993n;

async function inTemporaryFolder(work: (folder: string) => Promise<string> | string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-doctor-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(what: string, text: unknown, number: unknown): void {
  if (text !== word || number !== big) throw new Error(`${what} gave back ${String(text)}, ${String(number)}`);
}

/** Makes a SQLite file, writes a row, opens the file again and reads it. Returns SQLite's version. */
export function trySqlite(): Promise<string> {
  return inTemporaryFolder((folder) => {
    const path = join(folder, 'try.sqlite');
    const first = new DatabaseSync(path);
    first.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (word TEXT, big INTEGER) STRICT');
    first.prepare('INSERT INTO t VALUES (?, ?)').run(word, big);
    first.close();
    const second = new DatabaseSync(path);
    const select = second.prepare('SELECT word, big, sqlite_version() AS version FROM t');
    select.setReadBigInts(true);
    const row = select.get();
    second.close();
    compare('SQLite', row?.['word'], row?.['big']);
    return `${String(row?.['version'])}, a row went in and out`;
  });
}

/** The same with a DuckDB file. */
export function tryDuckdb(): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    // Loaded here: a binding that does not load is a finding, not the end of the command line.
    const { DuckDBInstance, version } = await import('@duckdb/node-api');
    const path = join(folder, 'try.duckdb');
    const session = async (sql: readonly string[]) => {
      const instance = await DuckDBInstance.create(path);
      const connection = await instance.connect();
      try {
        let rows: unknown[][] = [];
        for (const one of sql) rows = (await connection.runAndReadAll(one)).getRows();
        return rows;
      } finally {
        connection.closeSync();
        instance.closeSync();
      }
    };
    await session(['CREATE TABLE t (word VARCHAR, big BIGINT)', `INSERT INTO t VALUES ('${word}', ${big})`]);
    const [row] = await session(['SELECT word, big FROM t']);
    compare('DuckDB', row?.[0], row?.[1]);
    return `${version()}, a row went in and out`;
  });
}
