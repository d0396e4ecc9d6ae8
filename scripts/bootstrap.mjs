#!/usr/bin/env node
// Brings up what a command needs, then runs it:
//
//   node scripts/bootstrap.mjs run FILE [ARG ...]   install, build, run a built file
//   node scripts/bootstrap.mjs test [SUITE ...]     install, add the packages that tests need, run scripts/test.mjs
//   node scripts/bootstrap.mjs build                install, build
//
// Needs Node 20 and npm only, on Windows, macOS and Linux, and no package: it is what installs them. Says everything on
// stderr, so that stdout belongs to the command. When nothing changed it reads a few files and touches no network.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTestPackages } from './bootstrap/debian.mjs';
import { withLock } from './bootstrap/lock.mjs';
import { installStamp, isInstalled } from './bootstrap/packages.mjs';
import { staleTargets } from './bootstrap/targets.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const STAMP = join(ROOT, 'node_modules', '.watchfloor-stamp');
const NEEDED_NODE = 24;

function say(text) {
  process.stderr.write(`${text}\n`);
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The Node that runs the product: the one from the lock file where there is one, else this one if it is new enough. */
function productNode() {
  const ours = join(ROOT, 'node_modules', '.bin', 'node');
  if (process.platform !== 'win32' && existsSync(ours)) return ours;
  if (Number.parseInt(process.versions.node, 10) >= NEEDED_NODE) return process.execPath;
  throw new Error(
    `Watchfloor needs Node ${NEEDED_NODE} or newer here; this is Node ${process.versions.node}. ` +
      'Install it from https://nodejs.org and run the command again.',
  );
}

/** npm as the one that started us, else the one on PATH. Never by the Node inside node_modules: npm replaces that. */
function npm(args) {
  const options = { cwd: ROOT, stdio: ['ignore', 2, 2], env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' } };
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script && node && existsSync(script) && /\.c?js$/.test(script))
    return spawnSync(node, [script, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Installs exactly what the lock file names, and only when it is not what stands in node_modules. */
async function install() {
  const stamp = installStamp(ROOT);
  if (readIfThere(STAMP) === stamp) return;
  await withLock(ROOT, say, () => {
    if (readIfThere(STAMP) === stamp) return;
    if (!isInstalled(ROOT)) {
      say('Installing the packages that package-lock.json names (about a minute, once) ...');
      // No package of ours needs its install script; none may fetch or build anything behind our back.
      const result = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
      if (result.status !== 0) {
        throw new Error(
          'npm ci did not succeed; its message stands above. Check the network or the registry settings of npm, ' +
            'then run the command again.',
        );
      }
    }
    writeFileSync(STAMP, stamp);
  });
}

async function build() {
  if (staleTargets(ROOT).length === 0) return;
  await withLock(ROOT, say, () => {
    const built = spawnSync(productNode(), [join(ROOT, 'scripts', 'build.mjs')], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
    });
    if (built.status !== 0) throw new Error('The build did not succeed; its message stands above.');
  });
}

/** Runs a file with the product's Node, hands signals on, and ends as it ends. */
function run(file, args, environment = {}) {
  const child = spawn(productNode(), [file, ...args], { stdio: 'inherit', env: { ...process.env, ...environment } });
  // Ctrl+C reaches the child by itself (one terminal, one group): here it only must not end us first.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

async function main([command, ...args]) {
  switch (command) {
    case 'run': {
      const [file, ...rest] = args;
      if (file === undefined) throw new Error('bootstrap run needs the file to run.');
      await install();
      await build();
      return run(resolve(ROOT, file), rest);
    }
    case 'test': {
      await install();
      installTestPackages(say);
      // Tests never look for, fetch or start an Electron binary.
      const electron = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '/nonexistent';
      return run(join(ROOT, 'scripts', 'test.mjs'), args, { ELECTRON_OVERRIDE_DIST_PATH: electron });
    }
    case 'build':
      await install();
      await build();
      return 0;
    default:
      throw new Error(`Unknown command ${command ?? ''}: it is one of run, test, build.`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
