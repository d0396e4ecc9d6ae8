import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataDirectory, profilePattern } from '../hosting/data-directory.ts';
import { UsageError } from './io.ts';

/** What a verb was called with. */
export interface Arguments {
  rest: string[];
  dataDir: string;
  json: boolean;
  /** Asked for a window of its own (`open`). */
  window: boolean;
  port: string | undefined;
  name: string | undefined;
  /** `--set NAME=VALUE`. */
  values: Record<string, string>;
}

const common = ['data', 'data-dir', 'profile', 'json'] as const;
const options = {
  data: { type: 'string' },
  'data-dir': { type: 'string' },
  profile: { type: 'string' },
  json: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  port: { type: 'string' },
  name: { type: 'string' },
  set: { type: 'string', multiple: true },
} as const;
export type OptionName = keyof typeof options;

/** Reads what stands behind a verb that takes `own` besides the common options. Throws UsageError. */
export function readArguments(argv: readonly string[], own: readonly OptionName[]): Arguments {
  const { values, positionals } = parse(argv);
  const allowed: readonly string[] = [...common, ...own];
  for (const name of Object.keys(values)) {
    if (!allowed.includes(name)) {
      throw new UsageError(`--${name} is no option here; allowed are ${allowed.map((one) => `--${one}`).join(', ')}`);
    }
  }
  const { profile = 'default', port } = values;
  if (!profilePattern.test(profile)) {
    throw new UsageError('--profile takes a name of up to 40 letters, digits, dots, dashes and underscores');
  }
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)) {
    throw new UsageError('--port takes a number from 0 to 65535; 0 takes a free port');
  }
  const chosen = values['data-dir'] ?? values.data;
  if (chosen === '') throw new UsageError('--data takes the path of a folder');
  return {
    rest: positionals,
    dataDir: chosen === undefined ? dataDirectory(profile) : resolve(chosen),
    json: values.json === true,
    window: values['no-open'] !== true,
    port,
    name: values.name,
    values: Object.fromEntries((values.set ?? []).map(readAssignment)),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readAssignment(text: string): [string, string] {
  const [, name, value] = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--set takes NAME=VALUE, the name of letters, digits, dots and dashes; this is "${text}"`);
  }
  return [name, value];
}
