import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlanThreadGroup } from '#core/loadtest/plan-types.ts';
import { findPlaces, listFolder } from './folder-listing.ts';
import { commitOf } from './git-commit.ts';
import { plannedLength } from './planned-length.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'watchfloor-plans-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('choosing a plan', () => {
  test('folders first, then plans, in the order people count; nothing else', async () => {
    await mkdir(join(root, 'team 10'));
    await mkdir(join(root, 'team 2'));
    await mkdir(join(root, '.git'));
    for (const name of ['b10.jmx', 'b2.JMX', 'notes.txt', '.hidden.jmx', '결제.jmx'])
      await writeFile(join(root, name), 'x');
    await symlink(join(root, 'gone'), join(root, 'dead.jmx'));
    const listing = await listFolder(root, []);
    expect(listing.entries.map(({ name, kind, size }) => [name, kind, size])).toEqual([
      ['team 2', 'folder', null],
      ['team 10', 'folder', null],
      ['b2.JMX', 'plan', 1],
      ['b10.jmx', 'plan', 1],
      ['결제.jmx', 'plan', 1],
    ]);
    expect(listing).toMatchObject({ path: root, truncated: false });
    expect(listing.parent).not.toBeNull();
    expect((await listFolder('/', [])).parent).toBeNull();
  });

  test.each([
    ['not there', 'no/where', 'not-found'],
    ['a file', 'plan.jmx', 'not-a-folder'],
    ['a sign that no path may hold', 'a\0b', 'bad-path'],
  ])('%s is said in a word', async (_, path, reason) => {
    await writeFile(join(root, 'plan.jmx'), '');
    await expect(listFolder(join(root, path), [])).rejects.toMatchObject({ code: 'REFUSED', reason, field: 'path' });
  });

  test('a relative path is refused: the engine has no folder of its own to start from', async () => {
    await expect(listFolder('plans', [])).rejects.toMatchObject({ reason: 'not-absolute' });
  });

  test('places are home, folders of plans that ran and are still there, and the root', async () => {
    const recent = [join(root, 'a.jmx'), join(root, 'b.jmx'), '/gone/c.jmx'];
    const places = await findPlaces('/home/kim', recent, 'linux');
    expect(places.map(({ path }) => path)).toEqual(['/home/kim', root, '/']);
  });
});

describe('the commit of a plan', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });

  test('outside a repository there is none', async () => {
    expect(await commitOf(join(root, 'plan.jmx'))).toBeNull();
    expect(await commitOf(join(root, 'no', 'where', 'plan.jmx'))).toBeNull();
  });

  test('clean, changed, and never added', async () => {
    git('init', '-q', '-b', 'trunk');
    expect(await commitOf(join(root, 'plan.jmx'))).toBeNull();
    await writeFile(join(root, 'plan.jmx'), '1');
    git('add', '.');
    git('commit', '-q', '-m', 'x');
    const id = git('rev-parse', 'HEAD').trim();
    expect(await commitOf(join(root, 'plan.jmx'))).toEqual({ id, dirty: false, branch: 'trunk' });
    await writeFile(join(root, 'result.jtl'), '');
    expect(await commitOf(join(root, 'plan.jmx'))).toMatchObject({ dirty: false });
    await writeFile(join(root, 'new.jmx'), '');
    expect(await commitOf(join(root, 'new.jmx'))).toMatchObject({ dirty: true });
    await writeFile(join(root, 'plan.jmx'), '2');
    expect(await commitOf(join(root, 'plan.jmx'))).toMatchObject({ id, dirty: true });
    git('checkout', '-q', '--detach');
    expect(await commitOf(join(root, 'plan.jmx'))).toMatchObject({ branch: null });
  });
});

describe('the planned length', () => {
  const group = (durationSeconds: string | null, more: Partial<PlanThreadGroup> = {}): PlanThreadGroup => ({
    name: 'g',
    className: 'ThreadGroup',
    kind: 'plain',
    enabled: true,
    threads: '1',
    rampUpSeconds: '0',
    loops: '1',
    durationSeconds,
    delaySeconds: null,
    path: [],
    ...more,
  });

  test('is that of the longest group, with its delay; of all together when they follow one another', () => {
    const threadGroups = [group('60'), group('30', { delaySeconds: '40' }), group(null, { enabled: false })];
    expect(plannedLength({ threadGroups, runsGroupsOneAfterAnother: false })).toBe(70_000);
    expect(plannedLength({ threadGroups, runsGroupsOneAfterAnother: true })).toBe(130_000);
  });

  test('is unknown as soon as one group has none', () => {
    for (const open of [null, '', '0', '${__P(x)}']) {
      expect(plannedLength({ threadGroups: [group('60'), group(open)], runsGroupsOneAfterAnother: false })).toBeNull();
    }
    expect(plannedLength({ threadGroups: [], runsGroupsOneAfterAnother: false })).toBeNull();
  });
});
