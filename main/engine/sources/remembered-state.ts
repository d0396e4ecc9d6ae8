import { z } from 'zod';
import { instantSchema } from '#core/contract/base.ts';
import type { Store } from '../state/database.ts';

const prefix = 'source-state:';

const schema = z.object({
  state: z.enum(['ok', 'error']),
  /** Since when it has been in this state, epoch ms. */
  since: instantSchema,
  lastOkAt: instantSchema.nullable(),
});

/** What outlives the engine of a source's state. */
export type RememberedState = z.infer<typeof schema>;

/** States of sources, one row each of the `settings` table. */
export const rememberedStates = {
  /** By the source's id. A row that cannot be read is as good as none. */
  async all(store: Store): Promise<Map<string, RememberedState>> {
    const rows = await store.selectFrom('settings').selectAll().where('section', 'like', `${prefix}%`).execute();
    return new Map(
      rows.flatMap((row): [string, RememberedState][] => {
        const kept = schema.safeParse(parse(row.value));
        return kept.success ? [[row.section.slice(prefix.length), kept.data]] : [];
      }),
    );
  },
  async put(store: Store, id: string, state: RememberedState): Promise<void> {
    const value = JSON.stringify(state);
    await store
      .insertInto('settings')
      .values({ section: `${prefix}${id}`, value })
      .onConflict((conflict) => conflict.column('section').doUpdateSet({ value }))
      .execute();
  },
  async forget(store: Store, id: string): Promise<void> {
    await store.deleteFrom('settings').where('section', '=', `${prefix}${id}`).execute();
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
