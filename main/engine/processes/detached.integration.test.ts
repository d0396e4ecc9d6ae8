import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../../../scripts/stack/places.ts';
import { startDetached } from './detached.ts';
import { platformProcesses } from './platform.ts';
import { isAlive, killTree } from './process-table.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('processes');
});
afterEach(() => removeFolder(folder));

const command = (script: string) => ({
  program: process.execPath,
  args: ['-e', script],
  cwd: folder,
  environment: { MARK: 'only this' },
  stdout: join(folder, 'out'),
  stderr: join(folder, 'err'),
});

test('a detached child writes to files, sees only its own environment, and is told apart by pid and start', async () => {
  const table = platformProcesses();
  const script = `const {spawn} = require('node:child_process');
    const inner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
    console.log(inner.pid, JSON.stringify(process.env)); setInterval(() => {}, 1000);`;
  const child = await startDetached(command(script));
  const found = await table.find(child.pid);
  if (found === undefined) throw new Error('the child is not listed');
  expect(found.command).toContain('setInterval');
  const identity = { pid: child.pid, started: found.started };
  expect(await isAlive(table, identity)).toBe(true);
  expect(await isAlive(table, { ...identity, started: 'before' })).toBe(false);
  let out = '';
  while (!out.endsWith('\n')) out = await readFile(join(folder, 'out'), 'utf8');
  expect(out).toContain('{"MARK":"only this"');
  const inner = Number.parseInt(out, 10);
  const innerIdentity = { pid: inner, started: (await table.find(inner))?.started ?? '' };
  expect(await isAlive(table, innerIdentity)).toBe(true);
  expect(await killTree(table, identity)).toBe(true);
  await child.ended;
  expect(await isAlive(table, identity)).toBe(false);
  // The grandchild had a session of its own.
  while (await isAlive(table, innerIdentity)) await new Promise((resolve) => setImmediate(resolve));
  expect(await killTree(table, identity)).toBe(false);
});

test('a program that is not there is a rejection, not a crash', async () => {
  await expect(startDetached({ ...command(''), program: join(folder, 'nothing') })).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
