import { describe, expect, it } from 'vitest';
import { dataDirectory, profilePattern } from './data-directory.ts';

const linux = { platform: 'linux' as const, env: {}, home: '/home/kim' };
const mac = { platform: 'darwin' as const, env: {}, home: '/Users/kim' };
const windows = {
  platform: 'win32' as const,
  env: { LOCALAPPDATA: 'C:\\Users\\kim\\AppData\\Local', APPDATA: 'C:\\Users\\kim\\AppData\\Roaming' },
  home: 'C:\\Users\\kim',
};

describe('dataDirectory', () => {
  it('is where each operating system keeps a program’s own data', () => {
    expect(dataDirectory('default', linux)).toBe('/home/kim/.local/share/watchfloor/default');
    expect(dataDirectory('default', mac)).toBe('/Users/kim/Library/Application Support/Watchfloor/default');
    expect(dataDirectory('default', windows)).toBe('C:\\Users\\kim\\AppData\\Local\\Watchfloor\\default');
  });

  it('follows XDG_DATA_HOME unless that is relative', () => {
    expect(dataDirectory('a', { ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/watchfloor/a');
    expect(dataDirectory('a', { ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe(
      '/home/kim/.local/share/watchfloor/a',
    );
  });

  it('falls back on a Windows without LOCALAPPDATA', () => {
    expect(dataDirectory('a', { ...windows, env: { APPDATA: 'D:\\Roam' } })).toBe('D:\\Roam\\Watchfloor\\a');
    expect(dataDirectory('a', { ...windows, env: {} })).toBe('C:\\Users\\kim\\AppData\\Local\\Watchfloor\\a');
  });

  it.each([linux, mac])('is under WATCHFLOOR_HOME when that is set ($platform)', (machine) => {
    expect(dataDirectory('wall', { ...machine, env: { WATCHFLOOR_HOME: '/srv/noc' } })).toBe('/srv/noc/wall');
  });

  it('is under WATCHFLOOR_HOME on Windows too', () => {
    expect(dataDirectory('wall', { ...windows, env: { WATCHFLOOR_HOME: 'D:\\noc' } })).toBe('D:\\noc\\wall');
  });
});

describe('profilePattern', () => {
  it.each(['default', 'wall-2', 'site.a', '_x'])('takes %s', (name) => expect(profilePattern.test(name)).toBe(true));
  it.each(['', '..', '.hidden', 'a/b', 'a\\b', 'x'.repeat(41), 'a b'])('refuses "%s"', (name) =>
    expect(profilePattern.test(name)).toBe(false),
  );
});
