import { type SourceConfig, sourceConfigSchema } from '#core/contract/sources.ts';
import type { Store, Tx } from '../state/database.ts';

export interface StoredSource {
  id: string;
  config: SourceConfig;
  createdAt: number;
}

/** The `sources` table. */
export const sourceRepository = {
  /** Oldest first. A row that no longer fits the schema is left out and named in `broken`. */
  async all(store: Store): Promise<{ sources: StoredSource[]; broken: string[] }> {
    const rows = await store.selectFrom('sources').selectAll().orderBy('created_at').orderBy('id').execute();
    const sources: StoredSource[] = [];
    const broken: string[] = [];
    for (const row of rows) {
      const config = sourceConfigSchema.safeParse(parse(row.config));
      if (config.success) sources.push({ id: row.id, config: config.data, createdAt: row.created_at });
      else broken.push(row.id);
    }
    return { sources, broken };
  },
  async insert(tx: Tx, source: StoredSource): Promise<void> {
    const { id, config, createdAt } = source;
    await tx
      .insertInto('sources')
      .values({ id, name: config.name, kind: config.kind, config: JSON.stringify(config), created_at: createdAt })
      .execute();
  },
  async update(tx: Tx, id: string, config: SourceConfig): Promise<void> {
    await tx
      .updateTable('sources')
      .set({ name: config.name, kind: config.kind, config: JSON.stringify(config) })
      .where('id', '=', id)
      .execute();
  },
  async remove(tx: Tx, id: string): Promise<void> {
    await tx.deleteFrom('sources').where('id', '=', id).execute();
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
