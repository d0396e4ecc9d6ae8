import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  controlHeader,
  type EngineLock,
  engineLockName,
  healthzPath,
  healthzSchema,
  isListening,
  parseEngineLock,
  ticketPath,
  ticketSchema,
} from '#core/contract/host.ts';

/** An engine that answers is quick about it; ms. */
const answerLimit = 2_000;

/** An engine that somebody else started and that answered just now. */
export interface RunningEngine {
  readonly lock: EngineLock;
  /** A one-time start link for another window. Rejects when the engine does not give one. */
  ticket(): Promise<string>;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The engine that holds this data directory, or `null` when none answers there: a lock file alone proves nothing. */
export async function findRunningEngine(dataDirectory: string, ask: Fetch = fetch): Promise<RunningEngine | null> {
  const lock = await readLock(dataDirectory);
  if (!lock) return null;
  // The port counts, not the address: a lock file must not send the secret anywhere else.
  const request = (path: string, method: string) =>
    ask(`http://127.0.0.1:${lock.port}${path}`, {
      method,
      headers: { [controlHeader]: lock.control },
      redirect: 'error',
      signal: AbortSignal.timeout(answerLimit),
    });
  try {
    const answer = await request(healthzPath, 'GET');
    if (!answer.ok) return null;
    const health = healthzSchema.parse(await answer.json());
    if (health.epoch !== lock.epoch) return null;
  } catch {
    return null;
  }
  return {
    lock,
    ticket: async () => {
      const answer = await request(ticketPath, 'POST');
      if (!answer.ok) throw new Error(`the engine gives no start link (${answer.status})`);
      return ticketSchema.parse(await answer.json()).url;
    },
  };
}

/** The lock of an engine that listens: one that is still starting cannot be asked yet. */
async function readLock(dataDirectory: string): Promise<EngineLock | null> {
  const text = await readFile(join(dataDirectory, engineLockName), 'utf8').catch(() => '');
  const lock = parseEngineLock(text);
  return lock && isListening(lock) ? lock : null;
}
