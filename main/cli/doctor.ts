import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Settings } from '#core/contract/settings.ts';
import { settingsSchema } from '#core/contract/settings.ts';
import { findGenerator, thisPlace } from '../engine/loadtests/generator.ts';

const run = promisify(execFile);

export interface Finding {
  what: string;
  state: 'ok' | 'missing' | 'broken';
  /** Version or place, or what to do. */
  detail: string;
  /** Without it the console does not start. */
  needed: boolean;
}

async function check(
  what: string,
  needed: boolean,
  look: () => Promise<string> | string,
  cure: string,
): Promise<Finding> {
  try {
    return { what, state: 'ok', detail: await look(), needed };
  } catch (error) {
    return {
      what,
      state: 'broken',
      detail: `${error instanceof Error ? error.message : String(error)} – ${cure}`,
      needed,
    };
  }
}

/** Looks at everything the console needs or can use on this machine. */
export async function examine(dataDir: string, settings: Settings = settingsSchema.parse({})): Promise<Finding[]> {
  const findings = [
    await check('node', true, () => needNode(process.versions.node), 'install Node 24 or newer'),
    await check('sqlite', true, sqliteVersion, 'node:sqlite needs Node 24'),
    await check('duckdb', true, duckdbVersion, 'run npm ci again on this machine'),
  ];
  const generator = await findGenerator(settings.jmeter, thisPlace());
  findings.push({
    what: 'jmeter',
    state: generator.found && !generator.problem ? 'ok' : 'missing',
    detail: generator.found
      ? `${generator.version ?? '?'} in ${generator.home ?? '?'}`
      : 'node scripts/jmeter.mjs assembles it; or set JMETER_HOME',
    needed: false,
  });
  findings.push({
    what: 'java',
    state: generator.java ? 'ok' : 'missing',
    detail: generator.javaVersion ?? 'install a Java runtime (11 or newer) for load tests',
    needed: false,
  });
  findings.push(
    await check(
      'git',
      false,
      async () => (await run('git', ['--version'])).stdout.trim(),
      'runs are then kept without a commit',
    ),
  );
  findings.push({ what: 'data', state: existsSync(dataDir) ? 'ok' : 'missing', detail: dataDir, needed: false });
  return findings;
}

function needNode(version: string): string {
  if (Number(version.split('.')[0]) < 24) throw new Error(`Node ${version} is too old`);
  return version;
}

function sqliteVersion(): string {
  const db = new DatabaseSync(':memory:');
  const row = db.prepare('select sqlite_version() as v').get();
  db.close();
  return String(row?.['v']);
}

async function duckdbVersion(): Promise<string> {
  const { version } = await import('@duckdb/node-api');
  return version();
}
