import { posix, win32 } from 'node:path';
import type { Machine } from '../hosting/data-directory.ts';
import { type Browser, findBrowser, hasDisplay } from './browsers.ts';

/** Arguments that make a browser show `url` as an app of its own, with nothing of the user's own browsing in it. */
export function appWindowArguments(url: string, browserData: string, asRoot: boolean): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${browserData}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--hide-crash-restore-bubble',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-features=Translate',
    '--window-size=1366,820',
    // Chromium refuses to run as root with its sandbox.
    ...(asRoot ? ['--no-sandbox'] : []),
  ];
}

/**
 * Where the browser keeps what is its own. Snap packages may not touch hidden folders of the home directory, where the
 * data directory usually is: they get the folder that snap made for them.
 */
export function browserDataDirectory(browser: Browser, dataDirectory: string, { platform, home }: Machine): string {
  const path = platform === 'win32' ? win32 : posix;
  if (platform === 'linux' && browser.path.startsWith('/snap/'))
    return path.join(home, 'snap', 'chromium', 'common', 'watchfloor');
  return path.join(dataDirectory, 'browser');
}

/** A started browser. */
export interface BrowserProcess {
  /** Asks it to end; silent when it is gone. */
  end(): void;
  /** Resolves when it is gone: its exit code, or what kept it from starting. */
  readonly ended: Promise<number | string | null>;
}

export interface AppWindowPorts {
  machine: Machine;
  /** Runs as the superuser of a Unix. */
  asRoot: boolean;
  exists: (path: string) => boolean;
  spawn: (path: string, browserArguments: readonly string[]) => BrowserProcess;
}

export type AppWindow =
  | { opened: true; browser: Browser; process: BrowserProcess; note: string | null }
  /** `why` is a sentence for the operator. */
  | { opened: false; why: string };

/** Shows `url` in an app window of an installed browser, or says why it cannot. */
export function openAppWindow(url: string, dataDirectory: string, ports: AppWindowPorts): AppWindow {
  if (!hasDisplay(ports.machine)) return { opened: false, why: 'No display is there to open a window on.' };
  const browser = findBrowser(ports.machine, ports.exists);
  if (!browser) {
    return { opened: false, why: 'No Chromium, Chrome or Edge was found; WATCHFLOOR_BROWSER may name one.' };
  }
  const asRoot = ports.asRoot && ports.machine.platform === 'linux';
  const browserData = browserDataDirectory(browser, dataDirectory, ports.machine);
  return {
    opened: true,
    browser,
    process: ports.spawn(browser.path, appWindowArguments(url, browserData, asRoot)),
    note: asRoot ? `${browser.name} runs without its sandbox, because this is root.` : null,
  };
}
