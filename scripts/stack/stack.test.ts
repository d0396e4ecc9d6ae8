import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder, findProgram, pathOf, ServerUnavailable, titled } from './availability.ts';
import { onFreePort, startServer } from './running-server.ts';
import { isAtLeast } from './toolchains.ts';

const missing = { available: false, reason: 'influxd is not installed.', install: 'apt-get install influxdb' } as const;

describe('availability', () => {
  it('names a skipped group by what to install', () => {
    expect(titled('Sources', missing)).toBe('Sources (skipped: influxd is not installed. apt-get install influxdb)');
  });

  it('throws what to install when a missing server is started all the same', () => {
    expect(() => pathOf(missing)).toThrow(ServerUnavailable);
    expect(() => pathOf(missing)).toThrow('apt-get install influxdb');
  });

  it('takes the cache from WATCHFLOOR_CACHE', () => {
    expect(cacheFolder({ WATCHFLOOR_CACHE: '/somewhere' })).toBe('/somewhere');
    expect(cacheFolder({})).toMatch(/\.cache.watchfloor$/);
  });

  it('finds a program on the path it is given and nowhere else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'watchfloor-path-'));
    writeFileSync(join(folder, 'tool'), '');
    expect(findProgram('tool', `/nowhere:${folder}`)).toBe(join(folder, 'tool'));
    expect(findProgram('tool', '/nowhere')).toBeUndefined();
  });
});

describe('toolchain versions', () => {
  it.each([
    ['1.26.8', '1.26', true],
    ['1.26', '1.26', true],
    ['1.9', '1.26', false],
    ['2', '1.83', true],
    ['1.26', '1.26.1', false],
  ])('%s against %s', (found, needed, expected) => {
    expect(isAtLeast(found, needed)).toBe(expected);
  });
});

describe('starting a server', () => {
  it('rejects with what the program said when it ends instead of serving', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'watchfloor-ends-'));
    const start = { name: 'short-lived', program: process.execPath, folder, isReady: () => false };
    const args = ['-e', 'console.error("no such option"); process.exit(3)'];
    await expect(startServer({ ...start, args })).rejects.toThrow(/exit code 3.*\n.*no such option/);
  });

  it('rejects when the program is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'watchfloor-absent-'));
    const start = { name: 'absent', program: '/nowhere/influxd', args: [], folder, isReady: () => false };
    await expect(startServer(start)).rejects.toThrow(/ENOENT/);
  });

  it('tries another port when the first was taken meanwhile, and only then', async () => {
    const ports = [1, 2, 3];
    const tried: number[] = [];
    const find = () => Promise.resolve(ports.shift() ?? 0);
    const start = (port: number) => {
      tried.push(port);
      return port === 1 ? Promise.reject(new Error('bind: address already in use')) : Promise.resolve(port);
    };
    expect(await onFreePort(find, start)).toBe(2);
    expect(tried).toEqual([1, 2]);
    await expect(onFreePort(find, () => Promise.reject(new Error('bad config')))).rejects.toThrow('bad config');
  });
});
