import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  controlHeader,
  type EngineLock,
  engineLockName,
  engineLockSchema,
  healthzPath,
  healthzSchema,
} from '#core/contract/host.ts';

/** A living engine has this data directory. */
export class LockedError extends Error {
  override name = 'LockedError';
  readonly holder: EngineLock;

  constructor(holder: EngineLock) {
    super(
      `another engine (pid ${holder.pid}, ${holder.url}) holds this data directory since ${new Date(holder.startedAt).toISOString()}`,
    );
    this.holder = holder;
  }
}

/** The lock of a data directory; `undefined` when there is none or it cannot be read. */
export function readLock(folder: string): EngineLock | undefined {
  const path = join(folder, engineLockName);
  if (!existsSync(path)) return undefined;
  try {
    return engineLockSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whether the engine of a lock answers to the lock's own secret: a pid alone may long be somebody else's. */
export async function isAlive(lock: EngineLock, timeoutMs = 1500): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${lock.port}${healthzPath}`, {
      headers: { [controlHeader]: lock.control },
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answer.ok && healthzSchema.parse(await answer.json()).epoch === lock.epoch;
  } catch {
    return false;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Throws LockedError when a living engine holds the directory. The lock of a dead one is passed over. */
export async function refuseIfHeld(folder: string): Promise<void> {
  const held = readLock(folder);
  if (!held || !processExists(held.pid)) return;
  if (await isAlive(held)) throw new LockedError(held);
}

export const newSecret = () => randomBytes(32).toString('base64url');

/** Writes the lock in one step; the returned function removes it if it is still ours. */
export function takeLock(folder: string, record: EngineLock): () => void {
  const path = join(folder, engineLockName);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
  renameSync(draft, path);
  return () => {
    if (readLock(folder)?.pid === process.pid) rmSync(path, { force: true });
  };
}
