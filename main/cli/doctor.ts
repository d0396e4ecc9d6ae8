import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Generator } from '#core/contract/loadtests.ts';
import { settingsSchema } from '#core/contract/settings.ts';
import { findGenerator, thisPlace } from '../engine/loadtests/generator.ts';
import { tryDuckdb, trySqlite } from './native-modules.ts';
import type { Programs } from './own-engine.ts';
import { storedSettings } from './stored-settings.ts';

const run = promisify(execFile);

export interface Finding {
  what: string;
  state: 'ok' | 'missing' | 'broken';
  /** Version or place, or what is wrong and what to do. */
  detail: string;
  /** Without it the console does not start. */
  needed: boolean;
}

type Check = { what: string; needed: boolean; look: () => Promise<string> | string; cure: string };

async function check({ what, needed, look, cure }: Check): Promise<Finding> {
  try {
    return { what, state: 'ok', detail: await look(), needed };
  } catch (error) {
    const wrong = error instanceof Error ? error.message : String(error);
    return { what, state: 'broken', detail: `${wrong} – ${cure}`, needed };
  }
}

/** Looks at everything the console needs or can use on this machine. Never throws. */
export async function examine(dataDir: string, programs: Programs): Promise<Finding[]> {
  let settings = settingsSchema.parse({});
  const readSettings = () => {
    settings = storedSettings(dataDir);
    return existsSync(join(dataDir, 'state.sqlite')) ? 'read' : 'none yet, the defaults count';
  };
  const checks: Check[] = [
    { what: 'node', needed: true, look: () => needNode(process.versions.node), cure: 'install Node 24 or newer' },
    { what: 'sqlite', needed: true, look: trySqlite, cure: 'node:sqlite needs Node 24 and a temporary folder' },
    { what: 'duckdb', needed: true, look: tryDuckdb, cure: 'run "npm ci" again on this machine' },
    { what: 'build', needed: true, look: () => needBuild(programs), cure: 'run "npm run build"' },
    { what: 'network', needed: true, look: tryLoopback, cure: 'let programs listen on 127.0.0.1' },
    { what: 'data', needed: true, look: () => needData(dataDir), cure: 'choose another folder with --data DIR' },
    { what: 'settings', needed: true, look: readSettings, cure: 'restore a backup with "watchfloor restore FOLDER"' },
    { what: 'git', needed: false, look: gitVersion, cure: 'without it runs are kept without a commit' },
  ];
  const findings: Finding[] = [];
  for (const one of checks) findings.push(await check(one));
  return [...findings, ...generatorFindings(await findGenerator(settings.jmeter, thisPlace()))];
}

function needNode(version: string): string {
  if (Number(version.split('.')[0]) < 24) throw new Error(`Node ${version} is too old`);
  return version;
}

/** Everything that a start needs beside this very file. */
function needBuild({ host, engine }: Programs): string {
  const folder = dirname(engine);
  const parts = engine.endsWith('.mjs')
    ? [join(folder, 'samples-worker.mjs'), join(folder, 'run-tail-worker.mjs'), join(folder, '../renderer/index.html')]
    : [];
  for (const path of [host, engine, ...parts]) if (!existsSync(path)) throw new Error(`${path} is missing`);
  return folder;
}

/** The folder, or the nearest one above it that is there, can be written. */
function needData(dataDir: string): string {
  let folder = dataDir;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  const { bavail, bsize, blocks } = statfsSync(folder);
  const share = blocks > 0 ? bavail / blocks : 1;
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB (${(share * 100).toFixed(0)} %) free`;
  return folder === dataDir ? `${dataDir}, ${free}` : `${dataDir} will be made at the first start, ${free}`;
}

/** Takes a free port on 127.0.0.1 and gives it back. */
async function tryLoopback(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  await new Promise((resolve) => server.close(resolve));
  return '127.0.0.1 can be listened on';
}

async function gitVersion(): Promise<string> {
  return (await run('git', ['--version'])).stdout.trim();
}

const jmeterCure = '"node scripts/jmeter.mjs" assembles one; or name its folder in Settings or JMETER_HOME';

function generatorFindings(found: Generator): Finding[] {
  const { home, version, javaVersion, java, problem, detail, foundBy } = found;
  const jmeter: Finding =
    problem === 'no-jmeter' || home === null
      ? { what: 'jmeter', state: 'missing', detail: `load tests need it – ${jmeterCure}`, needed: false }
      : problem === 'broken-home'
        ? {
            what: 'jmeter',
            state: 'broken',
            detail: `${home}: ${detail ?? 'not whole'} – ${jmeterCure}`,
            needed: false,
          }
        : { what: 'jmeter', state: 'ok', detail: `${version ?? '?'} in ${home} (${foundBy ?? '?'})`, needed: false };
  const javaCure = 'install a Java runtime (8 or newer; 17 or 21 is best), or name it in Settings or JAVA_HOME';
  const isTooOld = problem === 'java-too-old';
  const javaFinding: Finding =
    java === null || javaVersion === null
      ? { what: 'java', state: 'missing', detail: `load tests need it – ${javaCure}`, needed: false }
      : isTooOld
        ? { what: 'java', state: 'broken', detail: `${javaVersion} is too old – ${javaCure}`, needed: false }
        : { what: 'java', state: 'ok', detail: `${javaVersion} (${java})`, needed: false };
  return [jmeter, javaFinding];
}
