import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { thisMachine } from '../hosting/data-directory.ts';
import { failureSentence } from '../hosting/failure-sentence.ts';
import { openHostLog } from '../hosting/host-log.ts';
import { findRunningEngine } from '../hosting/running-engine.ts';
import { systemClock } from '../hosting/system-clock.ts';
import { openAppWindow } from './app-window.ts';
import { launchChildEngine } from './child-engine.ts';
import { OptionsError, parseWebOptions, usage, type WebOptions } from './options.ts';
import { runWebHost, webExit } from './web-host.ts';

/** The browser host's entry: composes `runWebHost` from this machine's parts. `WATCHFLOOR_ENGINE` replaces the engine in tests. */
async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (typeof options === 'number') return options;
  const { dataDirectory } = options;
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${failureSentence({ reason: 'data-unwritable', detail }, options, 'en')}\n`);
    return webExit.failed;
  }
  const log = openHostLog(dataDirectory);
  const entry = process.env['WATCHFLOOR_ENGINE'] ?? join(import.meta.dirname, 'engine.mjs');
  return runWebHost(options, {
    clock: systemClock,
    random: Math.random,
    launch: launchChildEngine(entry, join(dataDirectory, 'cache'), log),
    findRunning: () => findRunningEngine(dataDirectory),
    openWindow: (url) =>
      openAppWindow(url, dataDirectory, {
        machine: thisMachine(),
        asRoot: process.getuid?.() === 0,
        exists: existsSync,
        spawn: startBrowser,
      }),
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    log,
    pid: process.pid,
    onStopRequest: (listener) => {
      // SIGHUP and SIGBREAK are what a closing terminal sends on Unix and Windows.
      const signals: NodeJS.Signals[] = [
        'SIGINT',
        'SIGTERM',
        'SIGHUP',
        ...(process.platform === 'win32' ? ['SIGBREAK' as const] : []),
      ];
      for (const signal of signals) process.on(signal, listener);
    },
  });
}

function readOptions(argv: readonly string[]): WebOptions | number {
  try {
    const options = parseWebOptions(argv);
    if (!options.help) return options;
    process.stdout.write(usage);
    return webExit.ok;
  } catch (error) {
    if (!(error instanceof OptionsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return webExit.badArguments;
  }
}

function startBrowser(path: string, browserArguments: readonly string[]) {
  // In a group of its own: Ctrl+C in the terminal is for this process, which then ends the browser itself.
  const child = spawn(path, browserArguments, { stdio: 'ignore', detached: process.platform !== 'win32' });
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? code : null));
  });
  // A start that only opens another window leaves the browser behind and goes.
  child.unref();
  return { end: () => void child.kill(), ended };
}

process.exit(await main(process.argv.slice(2)));
