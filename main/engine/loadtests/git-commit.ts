import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Plan } from '#core/contract/loadtests.ts';

const timeoutMs = 4000;

/**
 * The commit that the plan's folder is at; `null` when it is in no repository or there is no git. `dirty`: the plan is
 * not in that commit as it is on the disk; ends of lines that git may have changed at checkout do not count. `plan` is a
 * regular file. Nothing that the repository's configuration names is run: no filters, no hooks, no file system monitor,
 * no transport.
 */
export async function commitOf(plan: string): Promise<Plan['commit']> {
  const git = (...args: string[]) => runGit(dirname(plan), args);
  const id = await git('rev-parse', '--verify', '--quiet', 'HEAD');
  if (id === undefined || !/^[0-9a-f]{40,64}$/.test(id)) return null;
  const [branch, committed, present] = await Promise.all([
    git('symbolic-ref', '--short', '--quiet', 'HEAD'),
    git('rev-parse', '--verify', '--quiet', `${id}:./${basename(plan)}`),
    git('hash-object', '--no-filters', '--', basename(plan)),
  ]);
  const same =
    committed !== undefined &&
    (committed === present || (await unixBlob(plan, id.length === 40 ? 'sha1' : 'sha256')) === committed);
  return { id, dirty: !same, branch: branch || null };
}

/** Id of the blob that the file is with CR LF written as LF, as `core.autocrlf` commits it; `undefined` when it cannot be read. */
async function unixBlob(path: string, algorithm: 'sha1' | 'sha256'): Promise<string | undefined> {
  try {
    let length = 0;
    for await (const part of unixLines(path)) length += part.length;
    const hash = createHash(algorithm).update(`blob ${length}\0`);
    for await (const part of unixLines(path)) hash.update(part, 'latin1');
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** The file's bytes as Latin-1 text, so that every byte stays itself. */
async function* unixLines(path: string): AsyncGenerator<string> {
  let held = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    const text = held + String(chunk);
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replaceAll('\r\n', '\n');
  }
  yield held;
}

/** Its trimmed answer; `undefined` when git is missing, refuses, or takes too long. */
function runGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  const all = ['-C', folder, '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args];
  const options = { env: environment(process.env), timeout: timeoutMs, maxBuffer: 1024 * 1024, windowsHide: true };
  return new Promise((resolve) => {
    execFile('git', all, { ...options, encoding: 'utf8' }, (error, stdout) => {
      resolve(error ? undefined : stdout.trim());
    });
  });
}

/** What git needs to be found and to know its user's own settings; no GIT_ variable comes in from outside. */
function environment(outside: NodeJS.ProcessEnv): Record<string, string> {
  const kept = ['PATH', 'Path', 'HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SystemRoot', 'TEMP', 'TMP'];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (outside[name] === undefined ? [] : [[name, outside[name]]]))),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would fetch what is missing, by a program that its configuration names.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
  };
}
