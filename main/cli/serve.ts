import { spawn } from 'node:child_process';
import type { Arguments } from './arguments.ts';
import { exitCodes } from './io.ts';

/** The browser host's own code for wrong arguments. */
const hostRefusesArguments = 2;

/** Runs the browser host in this terminal; resolves with the exit code. Without `window` it prints the link only. */
export function runHost(host: string, { dataDir, port, json }: Arguments, window: boolean): Promise<number> {
  const hostArguments = [
    ...['--data-dir', dataDir],
    ...(port === undefined ? [] : ['--port', port]),
    ...(json ? ['--json'] : []),
    ...(window ? [] : ['--no-open']),
  ];
  const child = spawn(process.execPath, [host, ...hostArguments], { stdio: 'inherit' });
  // Ctrl+C reaches both; the host ends the engine cleanly and this waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      resolve(code === hostRefusesArguments ? exitCodes.badConfiguration : (code ?? exitCodes.failed)),
    );
  });
}
