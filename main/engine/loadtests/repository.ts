import { z } from 'zod';
import { type Run, runSchema, runUpdateSchema, statisticsSchema } from '#core/contract/loadtests.ts';
import type { Database, Store, Tx } from '../state/database.ts';
import { type ProcessRecord, processRecordSchema } from './process-record.ts';
import { runFolder } from './run-folder.ts';

export const summarySchema = z.object({ labels: z.array(statisticsSchema), errors: runUpdateSchema.shape.errors });
export type RunSummary = z.infer<typeof summarySchema>;

/** Runs in the state. A run that is under way is newer in memory than here. */
export class RunRepository {
  readonly #db: Database;
  readonly #dataDir: string;

  constructor(db: Database, dataDir: string) {
    this.#db = db;
    this.#dataDir = dataDir;
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(work);
  }

  async nextNumber(store: Store = this.#db): Promise<number> {
    const row = await store
      .selectFrom('runs')
      .select((e) => e.fn.max('number').as('last'))
      .executeTakeFirst();
    return (row?.last ?? 0) + 1;
  }

  async insert(tx: Tx, run: Run, process: ProcessRecord): Promise<void> {
    const { id, number, name, state, startedAt, endedAt } = run;
    await tx
      .insertInto('runs')
      .values({
        id,
        number,
        name,
        state,
        started_at: startedAt,
        ended_at: endedAt,
        document: JSON.stringify(run),
        summary: null,
        process: JSON.stringify(process),
      })
      .execute();
  }

  async update(run: Run, process: ProcessRecord, store: Store = this.#db): Promise<void> {
    await store
      .updateTable('runs')
      .set({ state: run.state, ended_at: run.endedAt, document: JSON.stringify(run), process: JSON.stringify(process) })
      .where('id', '=', run.id)
      .execute();
  }

  /** The run is over: its figures go with it, what was needed to follow it is dropped. */
  async finish(tx: Tx, run: Run, summary: RunSummary): Promise<void> {
    await tx
      .updateTable('runs')
      .set({
        state: run.state,
        ended_at: run.endedAt,
        document: JSON.stringify(run),
        summary: JSON.stringify(summary),
        process: null,
      })
      .where('id', '=', run.id)
      .execute();
  }

  /** Newest first, below number `before`. */
  async list(before: number | undefined, limit: number): Promise<{ runs: Run[]; more: boolean }> {
    let query = this.#db
      .selectFrom('runs')
      .select('document')
      .orderBy('number', 'desc')
      .limit(limit + 1);
    if (before !== undefined) query = query.where('number', '<', before);
    const rows = await query.execute();
    return { runs: rows.slice(0, limit).map((row) => this.#toRun(row.document)), more: rows.length > limit };
  }

  async find(id: string): Promise<{ run: Run; summary: RunSummary | undefined } | undefined> {
    const row = await this.#db
      .selectFrom('runs')
      .select(['document', 'summary'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      run: this.#toRun(row.document),
      summary: row.summary === null ? undefined : summarySchema.parse(JSON.parse(row.summary)),
    };
  }

  /** Every run that has not ended, oldest first. */
  async open(): Promise<{ run: Run; process: ProcessRecord | undefined }[]> {
    const rows = await this.#db
      .selectFrom('runs')
      .select(['document', 'process'])
      .where('state', '!=', 'ended')
      .orderBy('number')
      .execute();
    return rows.map((row) => ({
      run: this.#toRun(row.document),
      process: row.process === null ? undefined : processRecordSchema.parse(JSON.parse(row.process)),
    }));
  }

  /** Ended runs that began before `cutoff`, epoch ms. */
  async endedBefore(cutoff: number): Promise<Run[]> {
    const rows = await this.#db
      .selectFrom('runs')
      .select('document')
      .where('state', '=', 'ended')
      .where('started_at', '<', cutoff)
      .execute();
    return rows.map((row) => this.#toRun(row.document));
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.deleteFrom('runs').where('id', '=', id).execute();
  }

  /** Folders of the plans that ran last, newest first. */
  async recentPlans(limit: number): Promise<string[]> {
    const rows = await this.#db.selectFrom('runs').select('document').orderBy('number', 'desc').limit(limit).execute();
    return rows.map((row) => this.#toRun(row.document).planPath);
  }

  /** The folder follows from the data folder: what the record says may be another profile's, or where this one was. */
  #toRun(document: string): Run {
    const run = runSchema.parse(JSON.parse(document));
    return { ...run, folder: runFolder(this.#dataDir, run.number, run.id) };
  }
}
