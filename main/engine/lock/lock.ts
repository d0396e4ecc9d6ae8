import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EngineLock,
  engineLockName,
  isListening,
  parseEngineLock,
  type StartingLock,
} from '#core/contract/host.ts';
import { platformProcesses } from '../processes/platform.ts';
import { engineAnswers, type HolderPorts, isHeld, signalProcess } from './holder.ts';
import {
  createLockFile,
  type LockRecord,
  readLockFile,
  readLockText,
  removeLeftBehind,
  replaceLockFile,
} from './lock-file.ts';

/** Somebody else has this data directory. */
export class LockedError extends Error {
  override name = 'LockedError';
  readonly holder: LockRecord;

  constructor(holder: LockRecord) {
    const where = isListening(holder) ? holder.url : 'starting';
    super(
      `another engine (pid ${holder.pid}, ${where}) holds this data directory since ${new Date(holder.startedAt).toISOString()}`,
    );
    this.holder = holder;
  }
}

/** Who takes a lock. */
export type LockClaim = Pick<StartingLock, 'host' | 'startedAt' | 'version' | 'epoch'>;
/** What is known once the engine listens. */
export type LockAddress = Pick<EngineLock, 'port' | 'url' | 'write' | 'control'>;

/** A lock that is ours. */
export interface DataLock {
  /** Says where the engine listens. Throws LockedError when the file is not ours any more. */
  publish(address: LockAddress): void;
  /** Another line-protocol origin than the one published. */
  setWrite(write: string | null): void;
  /** Removes the file if it is still ours. */
  release(): void;
}

/** A lock file that cannot be read is being written right now, or was left by a crash; so long is waited, ms. */
const unreadableMs = 1000;
const rereadMs = 100;

const thisMachine: HolderPorts = {
  processes: platformProcesses(),
  signal: signalProcess,
  answers: engineAnswers,
  sleep: (ms) => sleep(ms),
};

/** Lock files that this process holds: its own pid in a file says nothing otherwise, pids are used again. */
const heldHere = new Set<string>();

export const newSecret = () => randomBytes(32).toString('base64url');

/**
 * Takes the data directory: to be done before anything in it is opened, and released after everything is closed. The file
 * is made exclusively, so of two starts at once one gets it. Throws LockedError, which names the holder.
 */
export async function takeLock(folder: string, claim: LockClaim, ports: HolderPorts = thisMachine): Promise<DataLock> {
  const path = resolve(join(folder, engineLockName));
  const own = await ports.processes.find(process.pid).catch(() => undefined);
  const record: StartingLock = {
    state: 'starting',
    pid: process.pid,
    ...claim,
    ...(own === undefined ? {} : { born: own.started }),
  };
  while (!createLockFile(path, record)) {
    const text = await settledText(path, ports);
    if (text === undefined) continue;
    const holder = parseEngineLock(text);
    if (holder && (await holds(path, holder, ports))) throw new LockedError(holder);
    removeLeftBehind(path, text, newSecret().slice(0, 12));
  }
  heldHere.add(path);
  return heldLock(path, record);
}

async function holds(path: string, holder: LockRecord, ports: HolderPorts): Promise<boolean> {
  return holder.pid === process.pid ? heldHere.has(path) : isHeld(holder, ports);
}

/** The text of the lock, once it can be read or nobody finishes it. */
async function settledText(path: string, ports: HolderPorts): Promise<string | undefined> {
  let text = readLockText(path);
  for (let waited = 0; waited < unreadableMs; waited += rereadMs) {
    if (text === undefined || parseEngineLock(text)) return text;
    await ports.sleep(rereadMs);
    text = readLockText(path);
  }
  return text;
}

function heldLock(path: string, taken: StartingLock): DataLock {
  let published: EngineLock | undefined;
  const isOurs = () => readLockFile(path)?.epoch === taken.epoch;
  return {
    publish(address) {
      const now = readLockFile(path);
      if (now && now.epoch !== taken.epoch) throw new LockedError(now);
      const { state: _state, ...claim } = taken;
      published = { ...claim, ...address };
      replaceLockFile(path, published);
    },
    setWrite(write) {
      if (!published || published.write === write || !isOurs()) return;
      published = { ...published, write };
      replaceLockFile(path, published);
    },
    release() {
      heldHere.delete(path);
      if (isOurs()) rmSync(path, { force: true });
    },
  };
}
