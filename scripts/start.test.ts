import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserArguments, chooseHost, desktopSwitches, findElectron, mayFetch } from './start.mjs';

const root = join('/', 'checkout');
const folder = join(root, 'node_modules', 'electron');

function files(paths: string[], texts: Record<string, string> = {}) {
  const all = new Set([join(folder, 'package.json'), ...paths]);
  return { exists: (path: string) => all.has(path), read: (path: string) => texts[path] };
}

describe('findElectron', () => {
  it.each([
    ['linux', 'electron'],
    ['win32', 'electron.exe'],
    ['darwin', join('Electron.app', 'Contents', 'MacOS', 'Electron')],
  ])('finds the binary on %s', (platform, executable) => {
    const path = join(folder, 'dist', executable);
    expect(findElectron({ root, env: {}, platform, ...files([path]) })).toBe(path);
    expect(findElectron({ root, env: {}, platform, ...files([]) })).toBeUndefined();
  });

  it('takes the name that the package wrote down, and a folder that was named', () => {
    const named = join(folder, 'dist', 'other');
    const texts = { [join(folder, 'path.txt')]: 'other\n' };
    expect(findElectron({ root, env: {}, platform: 'linux', ...files([named], texts) })).toBe(named);
    const elsewhere = join('/opt/electron', 'electron');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' };
    expect(findElectron({ root, env, platform: 'linux', ...files([elsewhere]) })).toBe(elsewhere);
    expect(
      findElectron({
        root,
        env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
        platform: 'linux',
        ...files([named]),
      }),
    ).toBeUndefined();
  });
});

describe('mayFetch', () => {
  it.each(['CI', 'WATCHFLOOR_NO_FETCH', 'VITEST', 'ELECTRON_OVERRIDE_DIST_PATH'])('is no where %s is set', (name) => {
    expect(mayFetch({ [name]: '1' })).toBe(false);
    expect(mayFetch({})).toBe(true);
  });
});

function stage({ env = {}, binary = false, network = true, fetches = true, remembered = false } = {}) {
  const said: string[] = [];
  const probed: string[] = [];
  const state = { binary, remembered, fetched: 0 };
  const machine = {
    env: { DISPLAY: ':0', ...env } as Record<string, string>,
    platform: 'linux',
    say: (text: string) => void said.push(text),
    find: () => (state.binary ? '/electron' : undefined),
    reachable: (address: string) => {
      probed.push(address);
      return Promise.resolve(network);
    },
    fetchBinary: () => {
      state.fetched += 1;
      state.binary = fetches;
      return Promise.resolve(fetches);
    },
    failure: {
      remembered: () => state.remembered,
      remember: () => {
        state.remembered = true;
      },
      forget: () => {
        state.remembered = false;
      },
    },
  };
  return { choose: (...argv: string[]) => chooseHost(argv, machine), machine, probed, said, state };
}

describe('chooseHost', () => {
  it('takes a binary that is there, without the network', async () => {
    const { choose, probed } = stage({ binary: true });
    expect(await choose()).toEqual({ host: 'desktop', binary: '/electron' });
    expect(probed).toEqual([]);
  });

  it('fetches a missing one once, and says so', async () => {
    const { choose, said, state } = stage();
    expect(await choose()).toEqual({ host: 'desktop', binary: '/electron' });
    expect(await choose()).toEqual({ host: 'desktop', binary: '/electron' });
    expect(state.fetched).toBe(1);
    expect(said).toHaveLength(1);
  });

  it('starts in a browser without a network, says so in one line, and does not ask again by itself', async () => {
    const { choose, probed, state } = stage({ network: false });
    expect(await choose()).toMatchObject({ host: 'browser', why: expect.stringContaining('no network') as string });
    expect(await choose()).toMatchObject({
      host: 'browser',
      why: expect.stringContaining('--fetch-electron') as string,
    });
    expect(probed).toHaveLength(1);
    expect(await choose('--fetch-electron')).toMatchObject({ host: 'browser' });
    expect(probed).toHaveLength(2);
    expect(state.fetched).toBe(0);
  });

  it('goes on in a browser when the fetch fails', async () => {
    const { choose, state } = stage({ fetches: false });
    expect(await choose()).toMatchObject({
      host: 'browser',
      why: expect.stringContaining('could not be fetched') as string,
    });
    expect(state.remembered).toBe(true);
  });

  it.each(['CI', 'WATCHFLOOR_NO_FETCH', 'ELECTRON_OVERRIDE_DIST_PATH'])(
    'asks no network where %s is set',
    async (name) => {
      const { choose, probed } = stage({ env: { [name]: '1' } });
      expect(await choose('--fetch-electron')).toMatchObject({ host: 'browser' });
      expect(probed).toEqual([]);
    },
  );

  it.each([['--browser'], ['--no-open'], ['--json'], ['--help']])('uses the browser host for %s', async (argument) => {
    expect(await stage({ binary: true }).choose(argument)).toEqual({ host: 'browser', why: '' });
  });

  it('uses the browser host where no display is', async () => {
    const { machine, choose } = stage({ binary: true });
    machine.env = {};
    expect(await choose()).toMatchObject({ host: 'browser' });
  });
});

describe('arguments', () => {
  it('become switches for the desktop', () => {
    expect(desktopSwitches(['--profile', 'wall', '--port=7007', '--fetch-electron', '--data', '/srv/x'])).toEqual([
      '--profile=wall',
      '--port=7007',
      `--data-dir=${join('/', 'srv', 'x')}`,
    ]);
  });

  it('reach the browser host as they are, less what only the launcher knows', () => {
    expect(browserArguments(['--browser', '--port', '1', '--fetch-electron', '--odd'])).toEqual([
      '--port',
      '1',
      '--odd',
    ]);
  });
});
