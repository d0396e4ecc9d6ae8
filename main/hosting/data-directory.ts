import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What the place of the data depends on. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** Home directory of the user. */
  home: string;
}

export const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, home: homedir() });

/** What a profile's name may be: it is a folder's name on three operating systems. */
export const profilePattern = /^[A-Za-z0-9_][\w.-]{0,39}$/;

/**
 * Folder that holds the profiles: `WATCHFLOOR_HOME`, else where the operating system keeps a program's own data. On
 * Windows that is the local one: databases do not belong into a profile that roams over the network.
 */
export function dataHome({ platform, env, home }: Machine): string {
  const path = platform === 'win32' ? win32 : posix;
  const chosen = env['WATCHFLOOR_HOME'];
  if (chosen) return path.resolve(chosen);
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || env['APPDATA'] || path.join(home, 'AppData', 'Local');
    return path.join(local, 'Watchfloor');
  }
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Watchfloor');
  // The XDG specification: a relative path is to be ignored.
  const xdg = env['XDG_DATA_HOME'];
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share'), 'watchfloor');
}

/** The data directory of a profile. */
export function dataDirectory(profile: string, machine: Machine = thisMachine()): string {
  const path = machine.platform === 'win32' ? win32 : posix;
  return path.join(dataHome(machine), profile);
}
