import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineMessageSchema } from '#core/contract/host.ts';
import { EngineClient } from './engine-client.ts';
import { FailedError, type Io, UsageError } from './io.ts';

/** What the command line starts: built files, or the sources in tests. */
export interface Programs {
  /** The browser host. */
  host: string;
  engine: string;
}

/** An engine that did not say anything for this long does not start, ms. */
const startLimit = 60_000;
/** An engine that somebody else starts gets this long to listen, ms. */
const otherStartLimit = 15_000;
const lookEveryMs = 500;
/** A clean end takes at most 2 s; then the process is ended, ms. */
const endLimit = 5_000;

const noEngine = (dataDir: string) =>
  new UsageError(`no engine runs on ${dataDir}: start one with "npm start" or "watchfloor serve"`);

/** Does `work` with the engine that runs on a data directory, and ends the session behind it. */
export async function withRunningEngine<T>(dataDir: string, work: (client: EngineClient) => Promise<T>): Promise<T> {
  const client = await EngineClient.find(dataDir);
  if (!client) throw noEngine(dataDir);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/**
 * The same, and when none runs with an engine of its own, which ends with the work. `fresh` allows a data directory that
 * is not there yet: otherwise a wrong path would be answered with an empty profile.
 */
export async function withEngine<T>(
  { dataDir, programs, io, fresh }: { dataDir: string; programs: Programs; io: Io; fresh: boolean },
  work: (client: EngineClient) => Promise<T>,
): Promise<T> {
  if (await EngineClient.find(dataDir)) return withRunningEngine(dataDir, work);
  if (!fresh && !existsSync(join(dataDir, 'state.sqlite'))) throw noEngine(dataDir);
  let child: ChildProcess;
  try {
    child = await startOwn(dataDir, programs.engine);
  } catch (error) {
    if (!(error instanceof LockedStartError) || !(await appears(dataDir))) throw error;
    return withRunningEngine(dataDir, work);
  }
  io.err(`no engine ran on ${dataDir}; one was started for this`);
  try {
    return await withRunningEngine(dataDir, work);
  } finally {
    await end(child);
  }
}

/** Another start was quicker: its engine is on its way. */
class LockedStartError extends FailedError {
  override name = 'LockedStartError';
}

async function appears(dataDir: string): Promise<boolean> {
  for (let waited = 0; waited < otherStartLimit; waited += lookEveryMs) {
    if (await EngineClient.find(dataDir)) return true;
    await sleep(lookEveryMs);
  }
  return false;
}

async function startOwn(dataDir: string, entry: string): Promise<ChildProcess> {
  const child = fork(entry, ['--data-dir', dataDir], {
    // In a group of its own: Ctrl+C is for this process, which stops the run before the engine goes. When this process
    // dies the channel closes, and the engine ends by that.
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ready = Promise.withResolvers<void>();
  const limit = setTimeout(() => ready.reject(new FailedError('the engine does not start')), startLimit);
  child.on('message', (raw) => {
    const message = engineMessageSchema.safeParse(raw);
    if (!message.success) return;
    if (message.data.kind === 'ready') ready.resolve();
    if (message.data.kind === 'failed') {
      const { reason, detail } = message.data;
      const sentence = `the engine did not start (${reason}): ${detail}`;
      ready.reject(reason === 'locked' ? new LockedStartError(sentence) : new FailedError(sentence));
    }
  });
  child.once('error', (error) => ready.reject(new FailedError(`the engine did not start: ${error.message}`)));
  child.once('exit', (code) =>
    ready.reject(new FailedError(`the engine ended with ${code ?? 'a signal'} at its start`)),
  );
  try {
    await ready.promise;
    return child;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(limit);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const limit = setTimeout(() => child.kill('SIGKILL'), endLimit);
  if (child.connected) child.send({ kind: 'shutdown' }, () => undefined);
  await gone;
  clearTimeout(limit);
}
