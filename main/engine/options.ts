import { parseArgs } from 'node:util';
import { z } from 'zod';

const schema = z.object({
  dataDir: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65_535),
  profile: z.string().regex(/^[\w.-]{1,40}$/),
  stay: z.boolean(),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']),
});
export type EngineOptions = z.infer<typeof schema>;

/** Reads `--data-dir DIR --port N --profile NAME [--stay] [--log-level L]`; throws with a plain sentence when one is wrong. */
export function parseEngineOptions(argv: string[]): EngineOptions {
  const { values } = parseArgs({
    args: argv,
    options: {
      'data-dir': { type: 'string' },
      port: { type: 'string', default: '0' },
      profile: { type: 'string', default: 'default' },
      stay: { type: 'boolean', default: false },
      'log-level': { type: 'string', default: process.env['WATCHFLOOR_LOG_LEVEL'] ?? 'info' },
    },
  });
  return schema.parse({
    dataDir: values['data-dir'],
    port: values.port,
    profile: values.profile,
    stay: values.stay,
    logLevel: values['log-level'],
  });
}
