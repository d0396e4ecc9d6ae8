import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { engineLockSchema } from '#core/contract/host.ts';

const host = join(import.meta.dirname, 'main.ts');
const tinyEngine = join(import.meta.dirname, 'testing', 'tiny-engine.mjs');
const readySchema = z.object({ url: z.url(), write: z.null(), pid: z.number(), version: z.string() });

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-web-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the browser host on `folder` with the tiny engine; collects its lines. */
function start(hostArguments: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [host, '--data-dir', folder, ...hostArguments], {
    env: { PATH: process.env['PATH'], HOME: folder, WATCHFLOOR_ENGINE: tinyEngine, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const out: string[] = [];
  const errors: string[] = [];
  const first = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    out.push(line);
    first.resolve(line);
  });
  createInterface({ input: child.stderr }).on('line', (line) => void errors.push(line));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  void ended.then(() => first.reject(new Error(`ended without a line: ${errors.join(' ')}`)));
  first.promise.catch(() => undefined);
  return { child, out, errors, ended, firstLine: first.promise };
}

const lock = () => engineLockSchema.parse(JSON.parse(readFileSync(join(folder, 'engine.lock'), 'utf8')));
const linkIn = (line: string) => /http:\/\/127\.0\.0\.1:\d+\/start\?ticket=\S+/.exec(line)?.[0];

/** Waits for what an outer process does; fails by the test's own limit. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the browser host with an engine of its own', () => {
  it('says in one JSON line that it is ready, and ends with its engine in under two seconds', async () => {
    const { child, out, errors, ended, firstLine } = start(['--json']);
    const ready = readySchema.parse(JSON.parse(await firstLine));
    expect(ready).toMatchObject({ pid: child.pid, version: '0.0.1' });
    const engine = lock().pid;
    const asked = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(lives(engine)).toBe(false);
    expect(out).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('starts a killed engine again on the same port', async () => {
    const { firstLine } = start(['--json']);
    await firstLine;
    const before = lock();
    await fetch(`${before.url}/die`).catch(() => undefined);
    const after = await until(() => {
      const now = lock();
      return now.epoch === before.epoch ? undefined : now;
    });
    expect(after.port).toBe(before.port);
    expect(after.pid).not.toBe(before.pid);
    expect(readFileSync(join(folder, 'logs', 'host.log'), 'utf8')).toContain('SIGKILL');
  });

  it('gives a second start a link to the running engine, and starts no other', async () => {
    const first = start(['--no-open']);
    const link = linkIn(await first.firstLine);
    const { pid, epoch } = lock();
    const second = start(['--no-open']);
    expect(await second.ended).toBe(0);
    const other = linkIn(second.out[0] ?? '');
    expect(other).toBeDefined();
    expect(other).not.toBe(link);
    expect(lock()).toMatchObject({ pid, epoch });
  });

  it('passes over the lock of an engine that is gone', async () => {
    const first = start(['--json']);
    await first.firstLine;
    const left = lock();
    first.child.kill('SIGTERM');
    await first.ended;
    writeFileSync(join(folder, 'engine.lock'), JSON.stringify(left));
    const second = start(['--json']);
    await second.firstLine;
    expect(lock().epoch).not.toBe(left.epoch);
    expect(lock().port).toBe(left.port);
  });

  it('says which port is taken and ends', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { ended, errors } = start(['--json', '--port', String(port)]);
    expect(await ended).toBe(1);
    expect(errors.join('\n')).toContain(`Port ${port} is taken by another program`);
    other.close();
  });

  it('refuses a wrong argument with a sentence', async () => {
    const { ended, errors } = start(['--port', 'http']);
    expect(await ended).toBe(2);
    expect(errors).toEqual([expect.stringContaining('--port takes a number')]);
  });

  it('opens an app window of its own in the browser that is there, and closes it at the end', async () => {
    const browser = join(folder, 'browser.sh');
    const note = join(folder, 'browser-arguments');
    writeFileSync(
      browser,
      `#!/bin/sh\nprintf '%s\\n' "$@" "pid=$$" > "${note}.new" && mv "${note}.new" "${note}"\nexec sleep 60\n`,
    );
    chmodSync(browser, 0o755);
    const { child, ended, firstLine } = start([], { DISPLAY: ':0', WATCHFLOOR_BROWSER: browser });
    const link = linkIn(await firstLine);
    const given = await until(() => (existsSync(note) ? readFileSync(note, 'utf8').split('\n') : undefined));
    const app = given.find((argument) => argument.startsWith('--app='));
    expect(app).toMatch(/^--app=http:\/\/127\.0\.0\.1:\d+\/start\?ticket=/);
    expect(app).not.toContain(link);
    expect(given).toContain(`--user-data-dir=${join(folder, 'browser')}`);
    const pid = Number(given.find((line) => line.startsWith('pid='))?.slice(4));
    expect(lives(pid)).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await until(() => (lives(pid) ? undefined : true));
  });
});
