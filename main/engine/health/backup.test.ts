import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Caller } from '#core/contract/identity.ts';
import type { DiskState } from '../disk/watch.ts';
import { type BackupDeps, makeBackup } from './backup.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-backup-'));
  writeFileSync(join(folder, 'state'), 'x'.repeat(100));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const backups = () => join(folder, 'backups');

function deps(disk: Partial<DiskState>, copySamples: BackupDeps['copySamples']): BackupDeps {
  const state: DiskState = { path: folder, free: 1e9, total: 1e10, level: 'ok', ...disk };
  return {
    state: { copyTo: (path: string) => writeFileSync(path, 'state') } as unknown as BackupDeps['state'],
    clock: { now: () => 0 },
    audit: {} as BackupDeps['audit'],
    disk: { look: () => Promise.resolve(), state: () => state },
    folder: backups(),
    files: [join(folder, 'state'), join(folder, 'absent')],
    copySamples,
  };
}
const caller = {} as Caller;
const neverCopied = () => Promise.reject(new Error('copied'));

it.each([
  ['the disk is nearly full', { level: 'stop' as const }, 'disk-nearly-full'],
  ['the copies have no room', { free: 99 }, 'disk-no-room'],
])('refuses when %s, before anything is written', async (_what, disk, reason) => {
  await expect(makeBackup(deps(disk, neverCopied), caller)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    data: { reason },
  });
  expect(readdirSync(folder)).toEqual(['state']);
});

it('leaves no half of a backup behind', async () => {
  await expect(makeBackup(deps({}, neverCopied), caller)).rejects.toThrow('copied');
  expect(readdirSync(backups())).toEqual([]);
});
