import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Engine, startEngine } from '../engine/engine.ts';
import type { Io } from './io.ts';
import { runCli } from './run.ts';

const folders: string[] = [];
let engine: Engine | undefined;

const start = async (dataDir: string) => {
  engine = await startEngine({
    dataDir,
    port: 0,
    profile: 'test',
    stay: true,
    logLevel: 'fatal',
    epoch: `cli-${Math.random()}`,
  });
};

async function call(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  };
  return { code: await runCli(argv, io), ...said };
}

function dataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-cli-'));
  folders.push(folder);
  return join(folder, 'data');
}

afterEach(async () => {
  await engine?.stop();
  engine = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('says what is wrong and exits with 104 when no engine runs, a verb is unknown or a file is missing', async () => {
  const nothing = await call('health', '--data-dir', dataDir());
  expect(nothing).toMatchObject({ code: 104, out: '' });
  expect(nothing.err).toContain('no engine runs');
  expect((await call('dance')).code).toBe(104);
  expect((await call('restore', '/nowhere', '--data-dir', dataDir())).err).toContain('is not a backup');
  expect((await call('health', '--nonsense')).code).toBe(104);
});

it('asks the running engine: health as JSON, a whole audit log, a start link', async () => {
  const folder = dataDir();
  await start(folder);
  const health = await call('health', '--data-dir', folder);
  expect(health.code).toBe(0);
  expect(JSON.parse(health.out)).toMatchObject({ info: { product: 'Watchfloor' }, state: { integrity: 'ok' } });
  const verdict = await call('verify', '--data-dir', folder);
  expect(verdict.code).toBe(0);
  expect(JSON.parse(verdict.out)).toMatchObject({ whole: true });
  expect((await call('link', '--data-dir', folder)).out).toMatch(/\/start\?ticket=/);
});

it('makes a backup that opens again, refuses to restore under a running engine, and keeps what was there', async () => {
  const folder = dataDir();
  await start(folder);
  const made = JSON.parse((await call('backup', '--data-dir', folder)).out) as { path: string; bytes: number };
  expect(made.bytes).toBeGreaterThan(0);
  expect(readdirSync(made.path).sort()).toEqual(['samples.duckdb', 'state.sqlite']);
  expect(statSync(made.path).mode & 0o077).toBe(0);
  expect((await call('restore', made.path, '--data-dir', folder)).err).toContain('stop it first');
  await engine?.stop();
  const restored = await call('restore', made.path, '--data-dir', folder);
  expect(restored.code).toBe(0);
  const aside = readdirSync(folder).find((name) => name.startsWith('before-restore-'));
  expect(aside && existsSync(join(folder, aside, 'state.sqlite'))).toBe(true);
  await start(folder);
  expect((await call('verify', '--data-dir', folder)).code).toBe(0);
});

it('refuses a second engine on the same data directory and names who holds it', async () => {
  const folder = dataDir();
  await start(folder);
  await expect(
    startEngine({ dataDir: folder, port: 0, profile: 'test', stay: true, logLevel: 'fatal', epoch: 'second' }),
  ).rejects.toThrow(`pid ${process.pid}`);
});
