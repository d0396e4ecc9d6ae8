import { resolve } from 'node:path';
import { dataDirectory, type Machine, profilePattern } from '../hosting/data-directory.ts';
import type { EngineOptions } from '../hosting/engine-process.ts';

/** Switches of the program, as Chromium's command line holds them: `--name=value`. */
export interface Switches {
  getSwitchValue(name: string): string;
}

/**
 * What the desktop was asked for by `--profile=NAME`, `--data-dir=DIR` and `--port=N`. What cannot be right is left out:
 * a desktop started from a menu has nobody to read a complaint.
 */
export function desktopOptions(switches: Switches, machine: Machine): EngineOptions {
  const name = switches.getSwitchValue('profile');
  const profile = profilePattern.test(name) ? name : 'default';
  const folder = switches.getSwitchValue('data-dir');
  const port = Number(switches.getSwitchValue('port'));
  return {
    profile,
    dataDirectory: folder === '' ? dataDirectory(profile, machine) : resolve(folder),
    port: Number.isInteger(port) && port >= 0 && port < 65_536 ? port : 0,
  };
}
