import { setTimeout as delay } from 'node:timers/promises';
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBDecimalValue,
  type DuckDBInstance,
  type DuckDBPreparedStatement,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  StatementType,
} from '@duckdb/node-api';
import type { PlainColumn } from './answer-frames.ts';
import type { StoreLimits } from './limits.ts';
import { StoreError } from './store.ts';

const CONNECTIONS = 3;
const INTERRUPT_EVERY_MS = 10;

const NUMBER_TYPES: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]);
const TIME_TYPES: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
]);

export interface ReadRows {
  columns: PlainColumn[];
  /** True when the answer was longer than the limit. */
  cut: boolean;
}

/** Runs queries on a few read-only connections; each can be interrupted by its signal. */
export class Readers {
  readonly #instance: DuckDBInstance;
  readonly #limits: StoreLimits;
  #idle: DuckDBConnection[] = [];
  #open = 0;
  readonly #busy = new Set<DuckDBConnection>();
  /** Reads that were begun and are not over, also those whose connection is still being made. */
  #running = 0;
  #waiting: { give: (connection: DuckDBConnection) => void; refuse: () => void }[] = [];
  #closed = false;

  constructor(instance: DuckDBInstance, limits: StoreLimits) {
    this.#instance = instance;
    this.#limits = limits;
  }

  /**
   * One statement, which must be a SELECT when `foreign` (text of an operator).
   * @throws StoreError `query-refused`, `query-failed`, `query-timeout`, `aborted`, `unavailable`
   */
  async read(sql: string, signal: AbortSignal, foreign = false): Promise<ReadRows> {
    this.#running += 1;
    try {
      return await this.#readOn(sql, signal, foreign);
    } finally {
      this.#running -= 1;
    }
  }

  async #readOn(sql: string, signal: AbortSignal, foreign: boolean): Promise<ReadRows> {
    const connection = await this.#take(signal);
    this.#busy.add(connection);
    const timer = setTimeout(() => {
      timedOut = true;
      connection.interrupt();
    }, this.#limits.queryMilliseconds);
    const stop = (): void => connection.interrupt();
    let timedOut = false;
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (this.#closed) throw closing();
      await connection.run('BEGIN TRANSACTION READ ONLY');
      return await this.#run(connection, sql, signal, foreign);
    } catch (error) {
      throw this.#explain(error, signal, timedOut);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      await connection.run('ROLLBACK').catch(() => undefined);
      this.#busy.delete(connection);
      this.#give(connection);
    }
  }

  #explain(error: unknown, signal: AbortSignal, timedOut: boolean): StoreError {
    if (error instanceof StoreError) return error;
    if (this.#closed) return closing();
    if (signal.aborted) return new StoreError('aborted', 'The query was cancelled.');
    if (timedOut) {
      const seconds = this.#limits.queryMilliseconds / 1000;
      return new StoreError('query-timeout', `The query took more than ${seconds} s and was stopped.`);
    }
    return new StoreError('query-failed', error instanceof Error ? error.message : String(error));
  }

  async #run(connection: DuckDBConnection, sql: string, signal: AbortSignal, foreign: boolean): Promise<ReadRows> {
    const statement = foreign ? await prepareSelect(connection, sql) : await connection.prepare(sql);
    try {
      const result = await statement.stream();
      const names = result.deduplicatedColumnNames();
      const columns = names.map(
        (name, index): PlainColumn => ({ name, kind: kindOf(result.columnType(index)), values: [] }),
      );
      let rows = 0;
      for (;;) {
        if (signal.aborted) throw new StoreError('aborted', 'The query was cancelled.');
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return { columns, cut: false };
        const room = Math.min(chunk.rowCount, this.#limits.queryRows - rows);
        for (const [index, column] of columns.entries()) appendPlain(column, chunk, index, room);
        rows += room;
        if (room < chunk.rowCount) return { columns, cut: true };
      }
    } finally {
      statement.destroySync();
    }
  }

  async #take(signal: AbortSignal): Promise<DuckDBConnection> {
    if (this.#closed) throw closing();
    if (signal.aborted) throw new StoreError('aborted', 'The query was cancelled.');
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#open < CONNECTIONS) {
      this.#open += 1;
      return this.#instance.connect();
    }
    if (this.#waiting.length >= this.#limits.queuedQueries) {
      throw new StoreError('queue-full', `${this.#limits.queuedQueries} queries are waiting already.`, 1);
    }
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting = this.#waiting.filter((one) => one !== entry);
        reject(new StoreError('aborted', 'The query was cancelled.'));
      };
      const entry = {
        give: (connection: DuckDBConnection): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(connection);
        },
        refuse: (): void => reject(closing()),
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(entry);
    });
  }

  #give(connection: DuckDBConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else next.give(connection);
  }

  /**
   * Stops what is running, waits until it has stopped and lets go of the connections. The thread must not end before:
   * a native query that answers into an ended thread takes the whole process with it.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.refuse();
    while (this.#running > 0) {
      // Again and again: an interrupt before the query began is lost.
      for (const connection of this.#busy) connection.interrupt();
      await delay(INTERRUPT_EVERY_MS);
    }
    for (const connection of this.#idle.splice(0)) connection.closeSync();
  }
}

const closing = (): StoreError => new StoreError('unavailable', 'The sample store is closing.');

/** Pragmas and some commands are rewritten to SELECT by DuckDB's parser, so the text has to begin as one too. */
const SELECT_TEXT = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(?:select|with|from|values)\b/i;

async function prepareSelect(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) {
    throw new StoreError('query-refused', `Write one SELECT statement; this text has ${statements.count} statements.`);
  }
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT || !SELECT_TEXT.test(sql)) {
    statement.destroySync();
    throw new StoreError('query-refused', 'Only a SELECT may be run: the embedded store is read-only for queries.');
  }
  return statement;
}

function kindOf(type: DuckDBType): PlainColumn['kind'] {
  if (NUMBER_TYPES.has(type.typeId)) return 'number';
  return TIME_TYPES.has(type.typeId) ? 'time' : 'text';
}

function appendPlain(column: PlainColumn, chunk: DuckDBDataChunk, index: number, rows: number): void {
  const vector = chunk.getColumnVector(index);
  for (let row = 0; row < rows; row += 1) {
    const value = vector.getItem(row);
    if (value === null || value === undefined) column.values.push(null);
    else if (column.kind === 'number') column.values.push(plainNumber(value));
    else if (column.kind === 'time') column.values.push(epochMs(value));
    else column.values.push(typeof value === 'string' ? value : String(value));
  }
}

/** NaN and infinity cannot be drawn: a gap. */
function plainNumber(value: unknown): number | null {
  const number = value instanceof DuckDBDecimalValue ? value.toDouble() : Number(value);
  return Number.isFinite(number) ? number : null;
}

function epochMs(value: unknown): number | null {
  if (value instanceof DuckDBTimestampNanosecondsValue) return Number(value.nanos / 1000n) / 1000;
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return Number(value.micros) / 1000;
  if (value instanceof DuckDBTimestampMillisecondsValue) return Number(value.millis);
  if (value instanceof DuckDBTimestampSecondsValue) return Number(value.seconds) * 1000;
  return null;
}
