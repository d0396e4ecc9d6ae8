import { describe, expect, it } from 'vitest';
import { type AppWindowPorts, openAppWindow } from './app-window.ts';

const url = 'http://127.0.0.1:7007/start?ticket=x';

function stage(change: Partial<AppWindowPorts> = {}) {
  const spawned: { path: string; browserArguments: readonly string[] }[] = [];
  const ports: AppWindowPorts = {
    machine: { platform: 'linux', env: { PATH: '/usr/bin:/snap/bin', DISPLAY: ':0' }, home: '/home/kim' },
    asRoot: false,
    exists: (path) => path === '/usr/bin/chromium',
    spawn: (path, browserArguments) => {
      spawned.push({ path, browserArguments });
      return { end: () => undefined, ended: Promise.resolve(0) };
    },
    ...change,
  };
  return { ports, spawned };
}

describe('openAppWindow', () => {
  it('opens the link as an app, apart from the user’s own browsing', () => {
    const { ports, spawned } = stage();
    expect(openAppWindow(url, '/data', ports)).toMatchObject({ opened: true, note: null });
    expect(spawned[0]?.path).toBe('/usr/bin/chromium');
    expect(spawned[0]?.browserArguments).toEqual(
      expect.arrayContaining([`--app=${url}`, '--user-data-dir=/data/browser']),
    );
    expect(spawned[0]?.browserArguments).not.toContain('--no-sandbox');
  });

  it('does without the sandbox as root, and says so', () => {
    const { ports, spawned } = stage({ asRoot: true });
    expect(openAppWindow(url, '/data', ports)).toMatchObject({
      opened: true,
      note: expect.stringContaining('root') as string,
    });
    expect(spawned[0]?.browserArguments).toContain('--no-sandbox');
  });

  it('gives a snap a folder that it may write', () => {
    const { ports, spawned } = stage({ exists: (path) => path === '/snap/bin/chromium' });
    openAppWindow(url, '/home/kim/.local/share/watchfloor/default', ports);
    expect(spawned[0]?.browserArguments).toContain('--user-data-dir=/home/kim/snap/chromium/common/watchfloor');
  });

  it('says why it opens nothing: no display, no browser', () => {
    const blind = stage({ machine: { platform: 'linux', env: { PATH: '/usr/bin' }, home: '/home/kim' } });
    expect(openAppWindow(url, '/data', blind.ports)).toMatchObject({
      opened: false,
      why: expect.stringContaining('display') as string,
    });
    const bare = stage({ exists: () => false });
    expect(openAppWindow(url, '/data', bare.ports)).toMatchObject({
      opened: false,
      why: expect.stringContaining('Chromium') as string,
    });
    expect([...blind.spawned, ...bare.spawned]).toEqual([]);
  });
});
