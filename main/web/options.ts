import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { dataDirectory, profilePattern } from '../hosting/data-directory.ts';

export const usage = `watchfloor serve [options]

  --data-dir DIR   data directory (default: the profile's place in the user's own data; also --data)
  --profile NAME   which data directory of several (default: default)
  --port N         port of the console on 127.0.0.1; 0 takes a free one and keeps it (default: 0)
  --no-open        print the link, open no window
  --json           one JSON line on stdout when ready: url, write, pid, version; opens no window
  --help           this text
`;

const optionsSchema = z.object({
  dataDirectory: z.string().min(1),
  profile: z.string(),
  port: z.number(),
  open: z.boolean(),
  json: z.boolean(),
  help: z.boolean(),
});
/** What the browser host was asked for. */
export type WebOptions = z.infer<typeof optionsSchema>;

/** A wrong argument: `message` is a plain sentence for the operator. */
export class OptionsError extends Error {
  override name = 'OptionsError';
}

/** Reads the command line. Throws OptionsError. */
export function parseWebOptions(argv: readonly string[]): WebOptions {
  const { values } = parse(argv);
  const profile = values.profile ?? 'default';
  if (!profilePattern.test(profile)) {
    throw new OptionsError('--profile takes a name of up to 40 letters, digits, dots, dashes and underscores.');
  }
  const port = values.port ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new OptionsError('--port takes a number from 0 to 65535; 0 takes a free port.');
  }
  const chosen = values['data-dir'] ?? values.data;
  if (chosen === '') throw new OptionsError('--data-dir takes the path of a folder.');
  const json = values.json === true;
  return {
    dataDirectory: chosen === undefined ? dataDirectory(profile) : resolve(chosen),
    profile,
    port: Number(port),
    open: values['no-open'] !== true && !json,
    json,
    help: values.help === true,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        'data-dir': { type: 'string' },
        data: { type: 'string' },
        profile: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new OptionsError(error instanceof Error ? error.message : String(error));
  }
}
