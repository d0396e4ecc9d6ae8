import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';

export interface DetachedCommand {
  program: string;
  args: readonly string[];
  /** Working folder. */
  cwd: string;
  /** The whole environment of the child; nothing is inherited. */
  environment: Record<string, string>;
  /** Files that take what the child prints; made anew. */
  stdout: string;
  stderr: string;
}

export interface DetachedChild {
  pid: number;
  /** Resolves when the child has ended, as long as this process lives to see it. */
  ended: Promise<void>;
}

/**
 * Starts a child that outlives this process: a session (group on Windows) of its own, output straight into files, nothing
 * held open between the two. Rejects when the program cannot be started.
 */
export async function startDetached(command: DetachedCommand): Promise<DetachedChild> {
  const stdout = await open(command.stdout, 'w', 0o600);
  const stderr = await open(command.stderr, 'w', 0o600);
  try {
    const child = spawn(command.program, [...command.args], {
      cwd: command.cwd,
      env: command.environment,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', stdout.fd, stderr.fd],
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    if (child.pid === undefined) throw new Error(`${command.program} was started but has no pid`);
    return { pid: child.pid, ended };
  } finally {
    // The child has its own handles. What cannot be closed here says nothing about it.
    await Promise.allSettled([stdout.close(), stderr.close()]);
  }
}
