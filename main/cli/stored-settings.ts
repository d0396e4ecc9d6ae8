import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Settings, settingsSchema } from '#core/contract/settings.ts';

/** The settings that a data directory holds, read beside a running engine; the defaults where there are none yet. */
export function storedSettings(dataDir: string): Settings {
  const path = join(dataDir, 'state.sqlite');
  if (!existsSync(path)) return settingsSchema.parse({});
  const db = new DatabaseSync(path, { readOnly: true, timeout: 2000 });
  try {
    const rows = db.prepare('select section, value from settings').all();
    return settingsSchema.parse(
      Object.fromEntries(rows.map((row) => [String(row['section']), JSON.parse(String(row['value'])) as unknown])),
    );
  } finally {
    db.close();
  }
}
