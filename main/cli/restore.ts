import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDataFolder } from '../engine/data-folder.ts';
import { backupNames } from '../engine/health/backup.ts';
import { isAlive, readLock } from '../engine/lock/lock.ts';
import { samplesFileName } from '../engine/samples/location.ts';
import { type Io, UsageError } from './io.ts';

/** Puts a backup in the place of a profile's state and samples. What was there is kept beside it as `before-restore-…`. */
export async function restore(dataDir: string, backup: string, stamp: string, io: Io): Promise<void> {
  for (const name of Object.values(backupNames)) {
    if (!existsSync(join(backup, name))) throw new UsageError(`${backup} is not a backup: ${name} is missing`);
  }
  const lock = readLock(dataDir);
  if (lock && (await isAlive(lock)))
    throw new UsageError(`an engine (pid ${lock.pid}) works on ${dataDir}: stop it first`);
  const folder = openDataFolder(dataDir);
  const aside = join(folder.root, `before-restore-${stamp}`);
  mkdirSync(aside, { mode: 0o700 });
  const samples = join(folder.samples, samplesFileName);
  const pairs = [
    { from: join(backup, backupNames.state), to: folder.state, name: backupNames.state },
    { from: join(backup, backupNames.samples), to: samples, name: backupNames.samples },
  ];
  for (const { from, to, name } of pairs) {
    if (existsSync(to)) renameSync(to, join(aside, name));
    for (const trace of ['-wal', '-shm', '.wal']) rmSync(`${to}${trace}`, { force: true });
    copyFileSync(from, to);
  }
  io.err(`restored ${backup}; what was there before is in ${aside}`);
}
