import { execFileSync } from 'node:child_process';
import { access, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitOf } from './git-commit.ts';

let root: string;
let plan: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'watchfloor-git-'));
  plan = join(root, 'plan.jmx');
  git('init', '-q', '-b', 'trunk');
  await writeFile(plan, 'one\ntwo\n');
  await writeFile(join(root, 'other.jmx'), '1');
  git('add', '.');
  git('commit', '-q', '-m', 'x');
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('the commit of a plan', () => {
  test('is told without running a filter that the repository configures', async () => {
    const marker = join(root, '.git', 'marker');
    git('config', 'filter.x.clean', `echo ran > '${marker}'; cat`);
    git('config', 'filter.x.process', `echo ran > '${marker}'`);
    git('config', 'core.fsmonitor', `echo ran > '${marker}'`);
    await writeFile(join(root, '.gitattributes'), '*.jmx filter=x\n');
    // Another time, so that git cannot know without looking that the plan is the same.
    await utimes(plan, 1, 1);
    expect(await commitOf(plan)).toMatchObject({ dirty: false, branch: 'trunk' });
    await writeFile(plan, 'changed');
    expect(await commitOf(plan)).toMatchObject({ dirty: true });
    await expect(access(marker)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is about this plan alone, whatever else was changed beside it', async () => {
    await writeFile(join(root, 'other.jmx'), '2');
    expect(await commitOf(plan)).toMatchObject({ dirty: false });
    expect(await commitOf(join(root, 'other.jmx'))).toMatchObject({ dirty: true });
  });

  test('does not count the ends of lines that a checkout on Windows changes', async () => {
    await writeFile(plan, 'one\r\ntwo\r\n');
    expect(await commitOf(plan)).toMatchObject({ dirty: false });
    await writeFile(plan, 'one\r\n\rtwo\r\n');
    expect(await commitOf(plan)).toMatchObject({ dirty: true });
  });

  test('is that of the folder, not of a repository that the environment names', async () => {
    process.env['GIT_DIR'] = join(root, 'nothing');
    try {
      expect(await commitOf(plan)).toMatchObject({ branch: 'trunk' });
    } finally {
      delete process.env['GIT_DIR'];
    }
  });
});
