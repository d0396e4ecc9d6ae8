import { execFile } from 'node:child_process';

/**
 * Runs a program with an argument array and answers its stdout. Rejects when it cannot be started, ends with another
 * code than 0, writes more than 16 MB, or takes longer than ten seconds.
 */
export type RunCommand = (
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
) => Promise<string>;

export const runCommand: RunCommand = (program, args, environment) =>
  new Promise((resolve, reject) => {
    const options = {
      env: { ...process.env, ...environment },
      timeout: 10_000,
      maxBuffer: 16 * 1024 * 1024,
      windowsHide: true,
    };
    execFile(program, [...args], { ...options, encoding: 'utf8' }, (error, stdout) => {
      if (error) reject(new Error(`${program}: ${error.message}`, { cause: error }));
      else resolve(stdout);
    });
  });
