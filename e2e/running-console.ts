import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type EngineLock, engineLockName, isListening, parseEngineLock } from '../core/contract/host.ts';
import { temporaryFolder } from '../scripts/stack/index.ts';

const root = resolve(import.meta.dirname, '..');

/** The console as a user starts it: the browser host with an engine of its own, on a fresh data directory. */
export class RunningConsole {
  readonly dataDir: string;
  readonly #host: ChildProcess;

  private constructor(host: ChildProcess, dataDir: string) {
    this.#host = host;
    this.dataDir = dataDir;
  }

  /** Starts the built console; resolves with it and the link it prints. */
  static async start(): Promise<{ console: RunningConsole; link: string }> {
    const dataDir = join(await temporaryFolder('e2e'), 'data');
    const host = spawn(process.execPath, [join(root, 'dist/main/web.mjs'), '--no-open', '--data-dir', dataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, WATCHFLOOR_NO_FETCH: '1' },
    });
    let printed = '';
    const link = await new Promise<string>((resolvePromise, reject) => {
      const read = (chunk: Buffer) => {
        printed += chunk.toString();
        const found = /http:\/\/\S+ticket=\S+/.exec(printed)?.[0];
        if (found) resolvePromise(found);
      };
      host.stdout?.on('data', read);
      host.stderr?.on('data', read);
      host.once('exit', (code) => reject(new Error(`the console ended with ${code}: ${printed}`)));
      setTimeout(() => reject(new Error(`no link within 30 s: ${printed}`)), 30_000).unref();
    });
    return { console: new RunningConsole(host, dataDir), link };
  }

  /** The lock of the engine that listens now; `undefined` while one is starting. */
  lock(): EngineLock | undefined {
    const path = join(this.dataDir, engineLockName);
    const lock = existsSync(path) ? parseEngineLock(readFileSync(path, 'utf8')) : undefined;
    return lock && isListening(lock) ? lock : undefined;
  }

  #listening(): EngineLock {
    const lock = this.lock();
    if (!lock) throw new Error('no engine listens');
    return lock;
  }

  /** Another start link from the running engine, as a second `npm start` gets it. */
  async link(): Promise<string> {
    const { port, control } = this.#listening();
    const answer = await fetch(`http://127.0.0.1:${port}/control/ticket`, {
      method: 'POST',
      headers: { 'x-watchfloor-control': control },
    });
    return ((await answer.json()) as { url: string }).url;
  }

  /** kill -9 of the engine; its host starts another one. */
  killEngine(): number {
    const { pid } = this.#listening();
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  async stop(): Promise<void> {
    if (this.#host.exitCode !== null) return;
    const ended = new Promise((resolvePromise) => this.#host.once('exit', resolvePromise));
    this.#host.kill('SIGTERM');
    await ended;
  }
}
