import type { Caller } from '#core/contract/identity.ts';
import { type Settings, settingsSchema } from '#core/contract/settings.ts';
import type { AuditLog } from '../audit/service.ts';
import type { Database } from '../state/database.ts';

/** Checked before a change is kept; throws an ORPCError to refuse it. */
export type SettingsCheck = (next: Settings, before: Settings) => void | Promise<void>;

type SettingsPatch = { [K in keyof Settings]?: Settings[K] | undefined };

/** The engine's settings: one row a section, defaults for what was never set. */
export class SettingsService {
  readonly #db: Database;
  readonly #audit: AuditLog;
  readonly #checks: SettingsCheck[] = [];
  readonly #listeners = new Set<(next: Settings, before: Settings) => void>();
  #now: Settings = settingsSchema.parse({});
  /** Updates wait for one another: two admins saving two sections must not lose one in memory. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(db: Database, audit: AuditLog) {
    this.#db = db;
    this.#audit = audit;
  }

  async open(): Promise<void> {
    const rows = await this.#db.selectFrom('settings').selectAll().execute();
    const kept: Record<string, unknown> = {};
    for (const row of rows) kept[row.section] = JSON.parse(row.value);
    this.#now = settingsSchema.parse(kept);
  }

  get(): Settings {
    return this.#now;
  }

  addCheck(check: SettingsCheck): void {
    this.#checks.push(check);
  }

  onChange(listener: (next: Settings, before: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Replaces the named sections; rejects with what a check refuses it for. */
  update(by: Caller | 'engine', patch: SettingsPatch): Promise<Settings> {
    const updated = this.#queue.then(() => this.#update(by, patch));
    this.#queue = updated.catch(() => undefined);
    return updated;
  }

  async #update(by: Caller | 'engine', patch: SettingsPatch): Promise<Settings> {
    const before = this.#now;
    const changed = Object.entries(patch).filter(
      ([section, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(before[section as keyof Settings]),
    );
    if (changed.length === 0) return before;
    const next = settingsSchema.parse({ ...before, ...Object.fromEntries(changed) });
    for (const check of this.#checks) await check(next, before);
    await this.#db.transaction().execute(async (tx) => {
      for (const [section, value] of changed) {
        const text = JSON.stringify(value);
        await tx
          .insertInto('settings')
          .values({ section, value: text })
          .onConflict((c) => c.column('section').doUpdateSet({ value: text }))
          .execute();
        await this.#audit.append(tx, {
          by,
          action: 'settings.update',
          subject: `settings:${section}`,
          detail: { before: before[section as keyof Settings], after: value },
        });
      }
    });
    this.#now = next;
    for (const listener of this.#listeners) listener(next, before);
    return next;
  }
}
