import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type Engine, startEngine } from '../engine/engine.ts';
import { EngineClient } from './engine-client.ts';
import type { Io } from './io.ts';
import { runCli } from './run.ts';

const programs = {
  host: join(import.meta.dirname, '../web/main.ts'),
  engine: join(import.meta.dirname, '../engine/entry.ts'),
};
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
    onInterrupt: () => () => undefined,
  };
  return { code: await runCli(argv, io, programs), ...said };
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

it('asks the running engine for its health and a whole audit log, as JSON or a table, and leaves no session', async () => {
  const folder = dataDir();
  await start(folder);
  const health = await call('health', '--json', '--data', folder);
  expect(health.code).toBe(0);
  expect(JSON.parse(health.out)).toMatchObject({ info: { product: 'Watchfloor' }, state: { integrity: 'ok' } });
  expect((await call('health', '--data', folder)).out).toMatch(/^version +\d/);
  const verdict = await call('audit', 'verify', '--json', '--data-dir', folder);
  expect(verdict.code).toBe(0);
  expect(JSON.parse(verdict.out)).toMatchObject({ whole: true });
  expect((await call('audit', '--data', folder)).code).toBe(104);
  await engine?.stop();
  const db = new DatabaseSync(join(folder, 'state.sqlite'), { readOnly: true });
  expect(db.prepare('select count(*) as n from sessions').get()).toEqual({ n: 0 });
  db.close();
});

it('starts an engine of its own to verify and back up when none runs, but not on a folder without a profile', async () => {
  const folder = dataDir();
  await start(folder);
  await engine?.stop();
  const verdict = await call('audit', 'verify', '--json', '--data', folder);
  expect(verdict).toMatchObject({ code: 0, err: expect.stringContaining('one was started') as string });
  expect(existsSync(join(folder, 'engine.lock'))).toBe(false);
  expect((await call('backup', '--data', dataDir())).code).toBe(104);
});

it('writes into the lock that the line-protocol entrance is another one now', async () => {
  const folder = dataDir();
  await start(folder);
  const lock = () => JSON.parse(readFileSync(join(folder, 'engine.lock'), 'utf8')) as { write: string | null };
  expect(lock().write).toMatch(/^http:/);
  const client = await EngineClient.find(folder);
  await client?.call(z.unknown(), 'PATCH', '/settings', { intake: { enabled: false } });
  await expect.poll(() => lock().write).toBeNull();
  await client?.close();
});

it('refuses to run a plan that is not there, and a value without a name', async () => {
  expect(await call('run', '/nowhere.jmx', '--data', dataDir())).toMatchObject({ code: 104, out: '' });
  expect(await call('run', 'x.jmx', '--set', '=3', '--data', dataDir())).toMatchObject({ code: 104, out: '' });
});

it('writes, reads and judges with the native modules it has', async () => {
  const { code, out } = await call('doctor', '--json', '--data', dataDir());
  const { findings } = JSON.parse(out) as { findings: { what: string; state: string; needed: boolean }[] };
  expect(code).toBe(0);
  expect(findings.filter(({ needed, state }) => needed && state !== 'ok')).toEqual([]);
  expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining(['sqlite', 'duckdb', 'jmeter', 'java']));
});

it('says in doctor that the stored JMeter folder is not one', async () => {
  const folder = dataDir();
  await start(folder);
  await engine?.stop();
  const db = new DatabaseSync(join(folder, 'state.sqlite'));
  db.prepare("insert into settings (section, value) values ('jmeter', ?)").run(JSON.stringify({ home: '/nowhere/jm' }));
  db.close();
  expect((await call('doctor', '--data', folder)).out).toMatch(/broken +jmeter +\/nowhere\/jm/);
});

it('makes a backup that opens again, refuses to restore under a running engine, and keeps what was there', async () => {
  const folder = dataDir();
  await start(folder);
  const made = JSON.parse((await call('backup', '--json', '--data-dir', folder)).out) as {
    path: string;
    bytes: number;
  };
  expect(made.bytes).toBeGreaterThan(0);
  expect(readdirSync(made.path).sort()).toEqual(['samples.duckdb', 'state.sqlite']);
  expect(statSync(made.path).mode & 0o077).toBe(0);
  expect((await call('restore', made.path, '--data-dir', folder)).err).toContain('stop it first');
  await engine?.stop();
  // What an unclean end leaves beside the files belongs to them.
  for (const trace of ['state.sqlite-wal', 'state.sqlite-shm', 'samples/samples.duckdb.wal'])
    writeFileSync(join(folder, trace), trace);
  const restored = await call('restore', made.path, '--json', '--data-dir', folder);
  expect(restored.code).toBe(0);
  const { before } = JSON.parse(restored.out) as { before: string };
  expect(readdirSync(before).sort()).toEqual(
    ['samples.duckdb', 'samples.duckdb.wal', 'state.sqlite', 'state.sqlite-shm', 'state.sqlite-wal'].sort(),
  );
  expect(readFileSync(join(before, 'state.sqlite-wal'), 'utf8')).toBe('state.sqlite-wal');
  expect(existsSync(join(folder, 'state.sqlite-wal'))).toBe(false);
  await start(folder);
  expect((await call('audit', 'verify', '--data-dir', folder)).code).toBe(0);
});

it('refuses a second engine on the same data directory and names who holds it', async () => {
  const folder = dataDir();
  await start(folder);
  await expect(
    startEngine({ dataDir: folder, port: 0, profile: 'test', stay: true, logLevel: 'fatal', epoch: 'second' }),
  ).rejects.toThrow(`pid ${process.pid}`);
});
