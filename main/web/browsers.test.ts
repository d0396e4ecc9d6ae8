import { describe, expect, it } from 'vitest';
import { browserCandidates, findBrowser, hasDisplay } from './browsers.ts';

const linux = { platform: 'linux' as const, env: { PATH: '/usr/local/bin:/usr/bin:relative' }, home: '/home/kim' };
const mac = { platform: 'darwin' as const, env: { PATH: '/usr/bin' }, home: '/Users/kim' };
const windows = {
  platform: 'win32' as const,
  env: {
    PROGRAMFILES: 'C:\\Program Files',
    'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\kim\\AppData\\Local',
  },
  home: 'C:\\Users\\kim',
};
const only =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('findBrowser', () => {
  it('finds what is on the PATH of a Linux', () => {
    expect(findBrowser(linux, only('/usr/bin/chromium'))).toEqual({ name: 'Chromium', path: '/usr/bin/chromium' });
  });

  it('prefers Chrome, wherever on the PATH it is', () => {
    const found = findBrowser(linux, only('/usr/local/bin/chromium', '/usr/bin/google-chrome'));
    expect(found?.path).toBe('/usr/bin/google-chrome');
  });

  it('never takes a browser from a relative folder of the PATH', () => {
    expect(browserCandidates(linux).every((browser) => browser.path.startsWith('/usr/'))).toBe(true);
  });

  it('finds an application of the machine or of the user on a Mac', () => {
    const own = '/Users/kim/Applications/Chromium.app/Contents/MacOS/Chromium';
    expect(findBrowser(mac, only(own))).toEqual({ name: 'Chromium', path: own });
    const edge = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    expect(findBrowser(mac, only(own, edge))?.path).toBe(edge);
  });

  it('finds Edge, which every Windows has, and a Chrome of one user', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findBrowser(windows, only(edge))).toEqual({ name: 'Microsoft Edge', path: edge });
    const chrome = 'C:\\Users\\kim\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    expect(findBrowser(windows, only(edge, chrome))?.path).toBe(chrome);
  });

  it.each([linux, mac, windows])('finds nothing where there is none ($platform)', (machine) => {
    expect(findBrowser(machine, () => false)).toBeNull();
  });

  it('takes the one that was named, and no other', () => {
    const machine = { ...linux, env: { ...linux.env, WATCHFLOOR_BROWSER: '/opt/mine' } };
    expect(findBrowser(machine, only('/opt/mine', '/usr/bin/chromium'))?.path).toBe('/opt/mine');
    expect(findBrowser(machine, only('/usr/bin/chromium'))).toBeNull();
  });
});

describe('hasDisplay', () => {
  it('asks X11 and Wayland on Linux and takes the others at their word', () => {
    expect(hasDisplay(linux)).toBe(false);
    expect(hasDisplay({ ...linux, env: { DISPLAY: ':0' } })).toBe(true);
    expect(hasDisplay({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
    expect(hasDisplay(mac)).toBe(true);
    expect(hasDisplay(windows)).toBe(true);
  });
});
