// What `npm start` runs when everything is built: the desktop where an Electron binary is, else the browser host.
//
//   npm start -- [--browser] [--fetch-electron] [--profile NAME] [--data-dir DIR] [--port N] [--no-open] [--json]
//
// `--browser` never looks for Electron. A missing binary is fetched once where the network allows it; when it does not,
// that is remembered until `--fetch-electron`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Longer than this, ms, nobody waits to learn that there is no network. */
const PROBE_LIMIT = 1500;
/** Options that only the browser host has. */
const BROWSER_ONLY = ['--no-open', '--json', '--help', '-h'];

const executables = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };

/** The Electron binary of this checkout, or `undefined`. Never downloads: the package itself does so when it is imported. */
export function findElectron({ root, env, platform, exists, read }) {
  const folder = join(root, 'node_modules', 'electron');
  if (!exists(join(folder, 'package.json'))) return undefined;
  const named = read(join(folder, 'path.txt'))?.trim();
  const executable = named || (executables[platform] ?? 'electron');
  const path = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), executable);
  return exists(path) ? path : undefined;
}

/** Where the binary would come from. */
export function electronSource(env) {
  return (
    env['ELECTRON_MIRROR'] ?? env['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/'
  );
}

/** Whether a missing binary may be looked for on the network at all: not in CI, not in tests, not where it was forbidden. */
export function mayFetch(env) {
  return !['CI', 'WATCHFLOOR_NO_FETCH', 'VITEST', 'ELECTRON_OVERRIDE_DIST_PATH'].some((name) => env[name]);
}

/**
 * Decides who shows Watchfloor: `{ host: 'desktop', binary }` or `{ host: 'browser', why }`; `why` is a line for the
 * operator, empty when there is nothing to tell.
 */
export async function chooseHost(argv, machine) {
  const { env, platform, say, find, reachable, fetchBinary, failure } = machine;
  if (argv.includes('--browser')) return { host: 'browser', why: '' };
  if (argv.some((argument) => BROWSER_ONLY.includes(argument))) return { host: 'browser', why: '' };
  const seen = platform === 'win32' || platform === 'darwin' || env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  if (!seen) return { host: 'browser', why: '' };
  const binary = find();
  if (binary) return { host: 'desktop', binary };
  const asked = argv.includes('--fetch-electron');
  if (!mayFetch(env))
    return {
      host: 'browser',
      why: 'Starting in a browser: there is no Electron binary here, and none may be fetched.',
    };
  const again = '"npm start -- --fetch-electron" tries again.';
  if (failure.remembered() && !asked) {
    return { host: 'browser', why: `Starting in a browser: Electron could not be fetched before; ${again}` };
  }
  if (!(await reachable(electronSource(env)))) {
    failure.remember();
    return {
      host: 'browser',
      why: `Starting in a browser: there is no Electron binary here and no network to fetch it; ${again}`,
    };
  }
  say('Fetching Electron (about 120 MB, once) ...');
  const fetched = (await fetchBinary()) ? find() : undefined;
  if (fetched) {
    failure.forget();
    return { host: 'desktop', binary: fetched };
  }
  failure.remember();
  return { host: 'browser', why: `Starting in a browser: Electron could not be fetched; ${again}` };
}

/** Our options as Chromium's command line holds them: `--name=value`. */
export function desktopSwitches(argv) {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: Object.fromEntries(['profile', 'data-dir', 'data', 'port'].map((name) => [name, { type: 'string' }])),
  });
  const folder = values['data-dir'] ?? values.data;
  const given = {
    profile: values.profile,
    port: values.port,
    'data-dir': typeof folder === 'string' ? resolve(folder) : undefined,
  };
  return Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [`--${name}=${value}`] : []));
}

/** The options that the browser host knows. */
export const browserArguments = (argv) =>
  argv.filter((argument) => argument !== '--browser' && argument !== '--fetch-electron');

function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  // Ctrl+C reaches the child by itself: here it only must not end us first.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => {
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      done(1);
    });
    child.once('exit', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

async function main(argv) {
  const root = resolve(import.meta.dirname, '..');
  const { env, platform } = process;
  const say = (text) => process.stderr.write(`${text}\n`);
  const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  const note = join(root, 'node_modules', '.watchfloor-no-electron');
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const choice = await chooseHost(argv, {
    env,
    platform,
    say,
    find: () => findElectron({ root, env, platform, exists: existsSync, read }),
    reachable: (address) =>
      fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_LIMIT) }).then(
        () => true,
        () => false,
      ),
    fetchBinary: async () => (await run(process.execPath, [installer], { stdio: ['ignore', 2, 2] })) === 0,
    failure: {
      remembered: () => existsSync(note),
      remember: () => writeFileSync(note, `${new Date().toISOString()}\n`),
      forget: () => rmSync(note, { force: true }),
    },
  });
  if (choice.host === 'desktop') {
    const asRoot = platform === 'linux' && process.getuid?.() === 0;
    if (asRoot) say('Electron runs without its sandbox, because this is root.');
    const { ELECTRON_RUN_AS_NODE: _, ...clean } = env;
    process.exitCode = await run(choice.binary, [...(asRoot ? ['--no-sandbox'] : []), root, ...desktopSwitches(argv)], {
      env: clean,
    });
    return;
  }
  if (choice.why) say(choice.why);
  // In this very process: one less between the terminal and the engine.
  process.argv = [process.argv[0], join(root, 'dist', 'main', 'web.mjs'), ...browserArguments(argv)];
  await import('../dist/main/web.mjs');
}

if (import.meta.main) await main(process.argv.slice(2));
