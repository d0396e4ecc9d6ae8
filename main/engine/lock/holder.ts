import { controlHeader, type EngineLock, healthzPath, healthzSchema, isListening } from '#core/contract/host.ts';
import type { ProcessEntry, ProcessTable } from '../processes/process-table.ts';
import type { LockRecord } from './lock-file.ts';

/** What judging a lock needs of this machine. */
export interface HolderPorts {
  processes: Pick<ProcessTable, 'find'>;
  /** Whether a process has this pid: `hidden` when it belongs to somebody else. */
  signal: (pid: number) => 'there' | 'hidden' | 'gone';
  /** Whether the engine of a lock answers to the lock's own secret. */
  answers: (lock: EngineLock) => Promise<boolean>;
  sleep: (ms: number) => Promise<void>;
}

/** A program that is no engine by its name gets this long to prove it is one, ms. */
const doubtMs = 10_000;
const lookEveryMs = 500;
const engineLike = /node|electron|watchfloor/i;

/**
 * Whether somebody holds the lock. Not answering frees nothing: an engine may be busy starting, ending or hung with its
 * files open. Free is the lock of a process that is gone, of a pid that another program has now (told by its start
 * time), or – when the lock does not know the start – of a program that is no engine by its name and stays silent.
 */
export async function isHeld(lock: LockRecord, ports: HolderPorts): Promise<boolean> {
  const found = await lookAt(lock.pid, ports);
  if (found === 'gone') return false;
  if (isListening(lock) && (await ports.answers(lock))) return true;
  if (found === 'unknown') return true;
  if (lock.born !== undefined) return lock.born === found.started;
  if (engineLike.test(found.command)) return true;
  for (let waited = 0; waited < doubtMs; waited += lookEveryMs) {
    await ports.sleep(lookEveryMs);
    if (isListening(lock) && (await ports.answers(lock))) return true;
  }
  return false;
}

async function lookAt(pid: number, ports: HolderPorts): Promise<ProcessEntry | 'gone' | 'unknown'> {
  const signal = ports.signal(pid);
  if (signal === 'gone') return 'gone';
  const entry = await find(pid, ports);
  if (entry) return entry;
  // Ours, but not listed: ended and not yet collected by its parent – if this system lists processes at all.
  return signal === 'there' && (await find(process.pid, ports)) ? 'gone' : 'unknown';
}

const find = (pid: number, ports: HolderPorts) => ports.processes.find(pid).catch(() => undefined);

/** Asks the system whether a pid is in use. */
export function signalProcess(pid: number): 'there' | 'hidden' | 'gone' {
  try {
    process.kill(pid, 0);
    return 'there';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? 'hidden' : 'gone';
  }
}

/** Whether the engine of a lock answers within `timeoutMs`: the port counts, no other address is ever asked. */
export async function engineAnswers(lock: EngineLock, timeoutMs = 1500): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${lock.port}${healthzPath}`, {
      headers: { [controlHeader]: lock.control },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answer.ok && healthzSchema.parse(await answer.json()).epoch === lock.epoch;
  } catch {
    return false;
  }
}
