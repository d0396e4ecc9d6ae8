import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';
import type { Plan } from '#core/contract/loadtests.ts';

const timeoutMs = 4000;

/**
 * The commit that the plan's folder is at; `null` when it is in no repository or there is no git. `dirty`: the plan is
 * not committed as it is, or a committed file of its folder was changed. Nothing of the repository's own configuration
 * runs: no hooks, no file system monitor.
 */
export async function commitOf(plan: string): Promise<Plan['commit']> {
  const git = (...args: string[]) => runGit(dirname(plan), args);
  const id = (await git('rev-parse', '--verify', '--quiet', 'HEAD'))?.trim();
  if (id === undefined || !/^[0-9a-f]{40,64}$/.test(id)) return null;
  const [branch, changed, tracked] = await Promise.all([
    git('symbolic-ref', '--short', '--quiet', 'HEAD'),
    git('status', '--porcelain', '--untracked-files=no', '--', '.'),
    git('ls-files', '--error-unmatch', '--', basename(plan)),
  ]);
  return {
    id,
    dirty: changed === undefined || changed.trim() !== '' || tracked === undefined,
    branch: branch?.trim() || null,
  };
}

function runGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  const all = ['-C', folder, '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=', ...args];
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile(
      'git',
      all,
      { env, timeout: timeoutMs, maxBuffer: 4 * 1024 * 1024, windowsHide: true, encoding: 'utf8' },
      (error, stdout) => {
        resolve(error ? undefined : stdout);
      },
    );
  });
}
