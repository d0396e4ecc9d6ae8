import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { removeFolder } from './places.ts';

/** A real server of the test stack. `stop` ends it by its pid and removes its folder; calling it again is harmless. */
export interface RunningServer extends AsyncDisposable {
  readonly name: string;
  readonly pid: number;
  /** Data and configuration of this server; gone after `stop`. */
  readonly folder: string;
  /** What it wrote to stdout and stderr, newest 256 KiB. */
  log(): string;
  stop(): Promise<void>;
}

export interface ServerStart {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Asked every 25 ms until it answers true; a throw counts as "not yet". `log` is what the server wrote so far. */
  readonly isReady: (log: string) => boolean | Promise<boolean>;
  /** ms until the start counts as failed; default 30,000. */
  readonly readyWithin?: number;
}

const LOG_LIMIT = 256 * 1024;
const POLL_EVERY = 25;
/** ms between the polite signal and the hard one. */
const STOP_GRACE = 10_000;

const running = new Set<ChildProcess>();
let exitHookIsSet = false;

/** A test process that ends early must not leave servers behind. */
function endWithThisProcess(child: ChildProcess): void {
  running.add(child);
  if (exitHookIsSet) return;
  exitHookIsSet = true;
  process.once('exit', () => {
    for (const left of running) left.kill('SIGKILL');
  });
}

/** Starts a server and waits until it is ready; rejects with the end of its log when it ends or is late. */
export async function startServer(start: ServerStart): Promise<RunningServer> {
  const child = spawn(start.program, start.args, {
    cwd: start.folder,
    env: { ...process.env, ...start.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithThisProcess(child);
  let log = '';
  const note = (chunk: Buffer) => {
    log = (log + chunk.toString('utf8')).slice(-LOG_LIMIT);
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`exit code ${code ?? 'none'}, signal ${signal ?? 'none'}`));
  }).finally(() => running.delete(child));

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE);
      await ended;
      clearTimeout(hard);
    }
    await removeFolder(start.folder);
  };

  const failure = await waitUntilReady(start, ended, () => log);
  if (failure !== undefined || child.pid === undefined) {
    await stop();
    throw new Error(`${start.name} did not start: ${failure ?? 'no pid'}.\n${log.slice(-4000)}`);
  }
  return {
    name: start.name,
    pid: child.pid,
    folder: start.folder,
    log: () => log,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Undefined once the server is ready, else why it never will be. */
async function waitUntilReady(
  start: ServerStart,
  ended: Promise<string>,
  log: () => string,
): Promise<string | undefined> {
  const within = start.readyWithin ?? 30_000;
  const deadline = Date.now() + within;
  let end: string | undefined;
  void ended.then((how) => {
    end = how;
  });
  while (Date.now() < deadline) {
    if (end !== undefined) return end;
    try {
      if (await start.isReady(log())) return undefined;
    } catch {
      // Not listening yet: asked again below.
    }
    await pause(POLL_EVERY);
  }
  return `not ready after ${within} ms`;
}

/** Readiness of an HTTP server: this address answers with a 2xx status. */
export function answers(url: string): () => Promise<boolean> {
  return async () => {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  };
}

/**
 * Starts on a free port. Between finding a port and binding it another process may take it: that, and only that, is
 * tried again on a new port.
 */
export async function onFreePort<T>(find: () => Promise<number>, start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await find());
    } catch (error) {
      const taken = error instanceof Error && /address already in use|EADDRINUSE/i.test(error.message);
      if (!taken || attempt === 3) throw error;
    }
  }
}
