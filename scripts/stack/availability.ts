import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/**
 * Whether a real server can be had on this machine. Tests skip by name on `available: false` and show `install`;
 * anything else that goes wrong (a build that breaks, a start that fails) is an error and fails them.
 */
export type Availability =
  | { readonly available: true; readonly path: string }
  | { readonly available: false; readonly reason: string; readonly install: string };

/** Thrown by `start…()` where the server cannot be had: message names what to install. */
export class ServerUnavailable extends Error {
  readonly install: string;

  constructor(reason: string, install: string) {
    super(`${reason} ${install}`);
    this.name = 'ServerUnavailable';
    this.install = install;
  }
}

/** The folder for what is built or assembled once: outside the repository, `WATCHFLOOR_CACHE` overrides it. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment['WATCHFLOOR_CACHE'] || join(homedir(), '.cache', 'watchfloor'));
}

/** Looks a program up on PATH; `undefined` when it is not there. */
export function findProgram(name: string, path: string = process.env['PATH'] ?? ''): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of path.split(delimiter).filter((part) => part !== '')) {
    for (const ending of endings) {
      const candidate = join(folder, `${name}${ending}`);
      if (existsSync(candidate)) return candidate;
    }
  }
  return undefined;
}

/** A server from the system's package: available when its program is on PATH. */
export function fromPackage(program: string, debianPackage: string): Availability {
  const path = findProgram(program);
  return path === undefined
    ? { available: false, reason: `${program} is not installed.`, install: `apt-get install ${debianPackage}` }
    : { available: true, path };
}

/** The path of an available server; throws {@link ServerUnavailable} otherwise. */
export function pathOf(availability: Availability): string {
  if (!availability.available) throw new ServerUnavailable(availability.reason, availability.install);
  return availability.path;
}

/** The name of a group of tests: says why it is skipped and what to install where the server is missing. */
export function titled(name: string, availability: Availability): string {
  return availability.available ? name : `${name} (skipped: ${availability.reason} ${availability.install})`;
}
