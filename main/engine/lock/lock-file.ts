import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { type EngineLock, parseEngineLock, type StartingLock } from '#core/contract/host.ts';

export type LockRecord = EngineLock | StartingLock;

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** The text of a lock file; `undefined` when there is none. */
export function readLockText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The record of a lock file; `undefined` when there is none or it cannot be read. */
export function readLockFile(path: string): LockRecord | undefined {
  return parseEngineLock(readLockText(path) ?? '');
}

/** Makes the lock file, and only makes it: `false` when there is one already. Mode 0600. */
export function createLockFile(path: string, record: LockRecord): boolean {
  let handle: number;
  try {
    handle = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(handle, JSON.stringify(record));
  } finally {
    closeSync(handle);
  }
  return true;
}

/** Puts another record in the place of the one before in one step: a reader sees either, never a part. */
export function replaceLockFile(path: string, record: LockRecord): void {
  const draft = `${path}.${record.pid}.new`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
  renameSync(draft, path);
}

/**
 * Removes a lock that was left behind, if it is still the one that was judged: between judging and removing another start
 * may have taken its place. What turns out to be somebody's is put back.
 */
export function removeLeftBehind(path: string, judged: string, mark: string): void {
  const aside = `${path}.${mark}.left`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  try {
    if (readLockText(aside) !== judged) linkSync(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
