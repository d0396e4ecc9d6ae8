import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { openDataFolder } from '../engine/data-folder.ts';
import { backupNames } from '../engine/health/backup.ts';
import { type DataLock, LockedError, takeLock } from '../engine/lock/lock.ts';
import { samplesFileName } from '../engine/samples/location.ts';
import { UsageError } from './io.ts';

/** Databases keep the newest commits in these, next to their file, until they are folded into it. */
const traces = ['', '-wal', '-shm', '.wal'];

/**
 * Puts a backup in the place of a profile's state and samples. What was there, with what the databases kept beside it, is
 * moved into `before-restore-…`: after an unclean end the newest commits are there. Holds the directory's lock meanwhile.
 */
export async function restore(
  dataDir: string,
  from: string,
  now: number,
): Promise<{ restored: string; before: string }> {
  const backup = resolve(from);
  for (const name of Object.values(backupNames)) {
    if (!existsSync(join(backup, name))) throw new UsageError(`${backup} is not a backup: ${name} is missing`);
  }
  const folder = openDataFolder(dataDir);
  const lock = await lockFor(folder.root, now);
  try {
    const before = join(folder.root, `before-restore-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`);
    mkdirSync(before, { mode: 0o700 });
    const pairs = [
      { to: folder.state, name: backupNames.state },
      { to: join(folder.samples, samplesFileName), name: backupNames.samples },
    ];
    // Both copies are whole before either file is moved: a full disk leaves the profile as it was.
    for (const { to, name } of pairs) copyFileSync(join(backup, name), `${to}.restoring`);
    for (const { to, name } of pairs) {
      for (const trace of traces) if (existsSync(to + trace)) renameSync(to + trace, join(before, name + trace));
      renameSync(`${to}.restoring`, to);
    }
    return { restored: backup, before };
  } finally {
    lock.release();
  }
}

async function lockFor(root: string, now: number): Promise<DataLock> {
  try {
    return await takeLock(root, { host: null, startedAt: now, version: manifest.version, epoch: randomUUID() });
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new UsageError(`an engine (pid ${error.holder.pid}) works on ${root}: stop it first`);
  }
}
