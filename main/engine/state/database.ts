import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
/** A transaction in progress. Repositories take `Database | Tx`; inside a transaction the outer handle would deadlock. */
export type Tx = Transaction<Tables>;
export type Store = Database | Tx;

function adapter(handle: DatabaseSync): SqliteDatabase {
  const values = (parameters: readonly unknown[]) =>
    parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value)) as SQLInputValue[];
  return {
    close: () => handle.close(),
    prepare(sql) {
      const statement = handle.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}

export interface State {
  db: Database;
  /** Number of the newest migration that is in. */
  schemaVersion: number;
  /** Copies the database while it is in use (SQLite's own VACUUM INTO). */
  copyTo(path: string): void;
  integrity(): 'ok' | 'failed';
  close(): Promise<void>;
}

/** Opens the state and brings it up to date. Throws when the file was written by a newer version. */
export async function openState(path: string): Promise<State> {
  const handle = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
  handle.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864');
  const db: Database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapter(handle) }) });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await db.destroy();
    throw error instanceof Error ? error : new Error('state could not be brought up to date', { cause: error });
  }
  return {
    db,
    schemaVersion: Object.keys(migrations).length,
    copyTo: (target) => {
      handle.prepare('VACUUM INTO ?').run(target);
    },
    integrity: () => {
      const row = handle.prepare('PRAGMA quick_check(1)').get();
      return row && Object.values(row)[0] === 'ok' ? 'ok' : 'failed';
    },
    close: () => db.destroy(),
  };
}
