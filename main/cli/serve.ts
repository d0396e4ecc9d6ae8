import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

/** Starts the browser host without a window, in this terminal; resolves with its exit code. */
export function serve(dataDir: string): Promise<number> {
  const host = join(dirname(process.argv[1] ?? ''), 'web.mjs');
  const child = spawn(process.execPath, [host, '--no-open', '--data-dir', dataDir], { stdio: 'inherit' });
  // Ctrl+C reaches both; the host ends the engine cleanly and this waits for it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
