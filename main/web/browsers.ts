import { posix, win32 } from 'node:path';
import type { Machine } from '../hosting/data-directory.ts';

/** A browser that can show a page as an app window. */
export interface Browser {
  name: string;
  path: string;
}

/**
 * Where a Chromium, Chrome or Edge may be on this machine, best first. `WATCHFLOOR_BROWSER` names one and ends the search.
 */
export function browserCandidates({ platform, env, home }: Machine): Browser[] {
  const chosen = env['WATCHFLOOR_BROWSER'];
  if (chosen) return [{ name: 'WATCHFLOOR_BROWSER', path: chosen }];
  if (platform === 'win32') return onWindows(env);
  if (platform === 'darwin') return onMac(home);
  return onPath(env);
}

/** The first candidate that is there. */
export function findBrowser(machine: Machine, exists: (path: string) => boolean): Browser | null {
  return browserCandidates(machine).find((browser) => exists(browser.path)) ?? null;
}

/** Whether a window could be seen at all. Only Linux and its kin tell. */
export function hasDisplay({ platform, env }: Machine): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

function onWindows(env: Machine['env']): Browser[] {
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
  const programs: [string, string[]][] = [
    ['Google Chrome', ['Google', 'Chrome', 'Application', 'chrome.exe']],
    ['Microsoft Edge', ['Microsoft', 'Edge', 'Application', 'msedge.exe']],
    ['Chromium', ['Chromium', 'Application', 'chrome.exe']],
    ['Brave', ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe']],
  ];
  return programs.flatMap(([name, parts]) => roots.map((root) => ({ name, path: win32.join(root, ...parts) })));
}

function onMac(home: string): Browser[] {
  const programs: [string, string][] = [
    ['Google Chrome', 'Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['Microsoft Edge', 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    ['Chromium', 'Chromium.app/Contents/MacOS/Chromium'],
    ['Brave', 'Brave Browser.app/Contents/MacOS/Brave Browser'],
  ];
  const roots = ['/Applications', posix.join(home, 'Applications')];
  return programs.flatMap(([name, path]) => roots.map((root) => ({ name, path: posix.join(root, path) })));
}

function onPath(env: Machine['env']): Browser[] {
  const commands: [string, string][] = [
    ['Google Chrome', 'google-chrome-stable'],
    ['Google Chrome', 'google-chrome'],
    ['Chromium', 'chromium'],
    ['Chromium', 'chromium-browser'],
    ['Microsoft Edge', 'microsoft-edge-stable'],
    ['Microsoft Edge', 'microsoft-edge'],
    ['Brave', 'brave-browser'],
  ];
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => posix.isAbsolute(folder));
  return commands.flatMap(([name, command]) => folders.map((folder) => ({ name, path: posix.join(folder, command) })));
}
