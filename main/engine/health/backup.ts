import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '#core/contract/identity.ts';
import type { Clock } from '#core/time/clock.ts';
import type { AuditLog } from '../audit/service.ts';
import type { State } from '../state/database.ts';

/** Names inside a backup's folder; `watchfloor restore` looks for them. */
export const backupNames = { state: 'state.sqlite', samples: 'samples.duckdb' } as const;

export interface BackupDeps {
  state: State;
  clock: Clock;
  audit: AuditLog;
  /** Where backups go; made when missing. */
  folder: string;
  copySamples: (path: string) => Promise<void>;
}

/**
 * Copies state and samples while the engine works. The key of the secrets is not in it: a backup alone opens nothing,
 * and a restore on the same machine finds the key in place.
 */
export async function makeBackup(deps: BackupDeps, by: Caller): Promise<{ path: string; bytes: number }> {
  const stamp = new Date(deps.clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  const path = join(deps.folder, stamp);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  deps.state.copyTo(join(path, backupNames.state));
  await deps.copySamples(join(path, backupNames.samples));
  const bytes = readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
  await deps.state.db
    .transaction()
    .execute((tx) =>
      deps.audit.append(tx, { by, action: 'system.backup', subject: `backup:${stamp}`, detail: { bytes } }),
    );
  return { path, bytes };
}
