import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** A host says little: starts, deaths and a line a minute. Above this many bytes its log starts anew at the next start. */
const rollAt = 5 * 1024 * 1024;

/** What a host writes down. */
export type HostLog = Pick<Logger, 'info' | 'warn' | 'error'>;

/** One JSON line an event into `logs/host.log`; the file before it is kept as `host.1.log`. */
export function openHostLog(dataDirectory: string): HostLog {
  const folder = join(dataDirectory, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'host.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rollAt) renameSync(path, join(folder, 'host.1.log'));
  return pino(
    { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    // Written at once: what a host says matters most in its last moment.
    pino.destination({ dest: path, sync: true, mode: 0o600 }),
  );
}
