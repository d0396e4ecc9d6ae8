import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import type { Caller } from '#core/contract/identity.ts';
import type { Clock } from '#core/time/clock.ts';
import type { AuditLog } from '../audit/service.ts';
import type { DiskWatch } from '../disk/watch.ts';
import type { State } from '../state/database.ts';

/** Names inside a backup's folder; `watchfloor restore` looks for them. */
export const backupNames = { state: 'state.sqlite', samples: 'samples.duckdb' } as const;

export interface BackupDeps {
  state: Pick<State, 'copyTo' | 'db'>;
  clock: Pick<Clock, 'now'>;
  audit: Pick<AuditLog, 'append'>;
  disk: Pick<DiskWatch, 'look' | 'state'>;
  /** Where backups go; made when missing. */
  folder: string;
  /** Files that are copied: what they take is the room a backup needs. */
  files: readonly string[];
  copySamples: (path: string) => Promise<void>;
}

/**
 * Copies state and samples while the engine works. The key of the secrets is not in it: a backup alone opens nothing,
 * and a restore on the same machine finds the key in place. Refused with UNAVAILABLE when the disk has no room for it
 * (`disk-nearly-full`, `disk-no-room`); a copy that fails leaves nothing behind.
 */
export async function makeBackup(deps: BackupDeps, by: Caller): Promise<{ path: string; bytes: number }> {
  await refuseWithoutRoom(deps);
  const stamp = new Date(deps.clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  const path = join(deps.folder, stamp);
  mkdirSync(deps.folder, { recursive: true, mode: 0o700 });
  // Not recursive: two backups in the same millisecond must not mix.
  mkdirSync(path, { mode: 0o700 });
  try {
    deps.state.copyTo(join(path, backupNames.state));
    await deps.copySamples(join(path, backupNames.samples));
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
  const bytes = readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  await deps.state.db
    .transaction()
    .execute((tx) =>
      deps.audit.append(tx, { by, action: 'system.backup', subject: `backup:${stamp}`, detail: { bytes } }),
    );
  return { path, bytes };
}

async function refuseWithoutRoom({ disk, files }: BackupDeps): Promise<void> {
  await disk.look();
  const { level, free } = disk.state();
  if (level === 'stop') {
    throw new ORPCError('UNAVAILABLE', { data: { reason: 'disk-nearly-full', detail: `${free} bytes are free` } });
  }
  const needed = files.reduce((sum, file) => sum + sizeOf(file), 0);
  if (needed > free) {
    const detail = `${needed} bytes are needed, ${free} are free`;
    throw new ORPCError('UNAVAILABLE', { data: { reason: 'disk-no-room', detail } });
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
