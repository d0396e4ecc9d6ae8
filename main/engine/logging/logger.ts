import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import roll from 'pino-roll';

/** Anything that looks like a secret is cut out before a line is written, wherever it stands in an object. */
const secretKeys = [
  'password',
  'secret',
  'token',
  'ticket',
  'authorization',
  'cookie',
  'apiKey',
  'passphrase',
  'current',
  'next',
];
const paths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

export interface Logging {
  log: Logger;
  /** Resolves when everything that was logged is in the file. */
  close(): Promise<void>;
}

/** One JSON line an event into `logs/engine.N.log`: a new file each day or 20 MB, `days` of them kept. */
export async function openLogging(folder: string, level: string, days: number): Promise<Logging> {
  const stream = await roll({
    file: join(folder, 'engine'),
    extension: '.log',
    frequency: 'daily',
    size: '20m',
    mkdir: true,
    limit: { count: Math.max(2, days) },
  });
  const log = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[cut]' } },
    stream,
  );
  return {
    log,
    close: () =>
      new Promise((resolve) => {
        stream.once('close', resolve);
        stream.end();
      }),
  };
}
