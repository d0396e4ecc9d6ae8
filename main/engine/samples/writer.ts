import type { DuckDBConnection } from '@duckdb/node-api';
import { type CommitWork, commitWork } from './commit.ts';
import type { Ingest } from './ingest.ts';
import type { SeriesCatalog } from './series-catalog.ts';
import { StoreError, type WriteOptions, type WriteOutcome } from './store.ts';

interface Waiter {
  outcome: WriteOutcome;
  resolve: (outcome: WriteOutcome) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: bodies are read at once and committed together as soon as the commit before them is done, so a lone
 * body waits for nothing and a flood shares the cost of the disk.
 */
export class Writer {
  readonly #connection: DuckDBConnection;
  readonly #catalog: SeriesCatalog;
  readonly #ingest: Ingest;
  readonly #onCommit: (rows: number, points: number) => void;
  #waiters: Waiter[] = [];
  #tasks: (() => Promise<void>)[] = [];
  #running = false;

  constructor(
    connection: DuckDBConnection,
    catalog: SeriesCatalog,
    ingest: Ingest,
    onCommit: (rows: number, points: number) => void,
  ) {
    this.#connection = connection;
    this.#catalog = catalog;
    this.#ingest = ingest;
    this.#onCommit = onCommit;
  }

  write(body: Uint8Array, options: WriteOptions): Promise<WriteOutcome> {
    const outcome = this.#ingest.take(body, options);
    if (outcome.written === 0) return Promise.resolve(outcome);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ outcome, resolve, reject });
      this.#start();
    });
  }

  /** Runs `task` between commits, with nothing in flight. */
  exclusively<Value>(task: (connection: DuckDBConnection) => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#tasks.push(() => task(this.#connection).then(resolve, reject));
      this.#start();
    });
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    // After the messages that have arrived already: their bodies share this commit.
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    while (this.#waiters.length > 0 || this.#tasks.length > 0) {
      if (this.#waiters.length > 0) await this.#commit();
      const task = this.#tasks.shift();
      if (task !== undefined) await task();
    }
    this.#running = false;
  }

  async #commit(): Promise<void> {
    const waiters = this.#waiters;
    this.#waiters = [];
    const work: CommitWork = { changes: this.#catalog.takeChanges(), batches: [] };
    for (const measurement of this.#ingest.touched) {
      const { active: batch, late } = measurement;
      work.batches.push({ measurement, fields: [...measurement.fields], batch, late });
    }
    this.#swap();
    try {
      const rows = await commitWork(this.#connection, this.#catalog, work);
      this.#onCommit(
        rows,
        waiters.reduce((sum, waiter) => sum + waiter.outcome.written, 0),
      );
      for (const waiter of waiters) waiter.resolve(waiter.outcome);
    } catch (error) {
      const told = new StoreError('storage', `The sample store could not commit: ${messageOf(error)}`);
      for (const waiter of waiters) waiter.reject(told);
    } finally {
      for (const { measurement, batch } of work.batches) {
        if (measurement.spare === undefined && batch.reset()) measurement.spare = batch;
      }
    }
  }

  /** Gives every touched measurement an empty batch to go on with while the full one is written. */
  #swap(): void {
    for (const measurement of this.#ingest.touched) {
      measurement.replaceActive();
      measurement.late = undefined;
    }
    this.#ingest.touched.clear();
    this.#ingest.generation += 1;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
