import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';
import { installStamp, isInstalled } from './packages.mjs';
import { sourceHash, staleTargets, stampFile, TARGETS } from './targets.mjs';

let root = '';

function write(file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function markBuilt() {
  for (const target of TARGETS) write(`${target.out}/.stamp`, sourceHash(root, target));
}

const staleNames = () => staleTargets(root).map(({ name }) => name);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'watchfloor-bootstrap-test-'));
  for (const file of ['core/a.ts', 'main/b.ts', 'preload/c.ts', 'renderer/d.tsx', 'resources/e.svg']) write(file, file);
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('what must be built', () => {
  it('is everything at first and nothing after that', () => {
    expect(staleNames()).toEqual(['main', 'preload', 'renderer']);
    markBuilt();
    expect(staleNames()).toEqual([]);
  });

  it.each([
    ['main/b.ts', ['main']],
    ['core/a.ts', ['main', 'preload', 'renderer']],
    ['resources/e.svg', ['main', 'renderer']],
    ['renderer/new/file.tsx', ['renderer']],
    ['vite.preload.config.ts', ['preload']],
    ['package-lock.json', ['main', 'preload', 'renderer']],
    ['core/a.test.ts', []],
  ])('after a change of %s is %j', (file, expected) => {
    markBuilt();
    write(file, 'changed');
    expect(staleNames()).toEqual(expected);
  });

  it('notices a file that was renamed without a change', () => {
    markBuilt();
    rmSync(join(root, 'main/b.ts'));
    write('main/renamed.ts', 'main/b.ts');
    expect(staleNames()).toEqual(['main']);
  });

  it('is a target whose outcome was deleted', () => {
    markBuilt();
    rmSync(dirname(stampFile(root, TARGETS[1])), { recursive: true });
    expect(staleNames()).toEqual(['preload']);
  });
});

describe('whether packages must be installed', () => {
  const lock = (packages) => JSON.stringify({ packages: { '': { name: 'watchfloor' }, ...packages } });
  const zod = { version: '4.6.7', integrity: 'sha512-a' };

  beforeEach(() => {
    write('package-lock.json', lock({ 'node_modules/zod': zod, 'node_modules/mac': { ...zod, optional: true } }));
    write('node_modules/zod/package.json', '{}');
  });

  it('is no when npm has recorded just what the lock file names, other platforms aside', () => {
    write('node_modules/.package-lock.json', lock({ 'node_modules/zod': zod }));
    expect(isInstalled(root)).toBe(true);
  });

  it.each([
    ['another version', { 'node_modules/zod': { ...zod, version: '4.0.0' } }],
    ['other contents', { 'node_modules/zod': { ...zod, integrity: 'sha512-b' } }],
    ['a missing package', {}],
    ['a package too many', { 'node_modules/zod': zod, 'node_modules/old': zod }],
  ])('is yes with %s', (_case, packages) => {
    write('node_modules/.package-lock.json', lock(packages));
    expect(isInstalled(root)).toBe(false);
  });

  it('is yes when nothing is recorded, or a recorded folder is gone', () => {
    expect(isInstalled(root)).toBe(false);
    write('node_modules/.package-lock.json', lock({ 'node_modules/zod': zod }));
    rmSync(join(root, 'node_modules/zod'), { recursive: true });
    expect(isInstalled(root)).toBe(false);
  });

  it('is asked again when the lock file changes', () => {
    const before = installStamp(root);
    write('package-lock.json', lock({}));
    expect(installStamp(root)).not.toBe(before);
  });
});

describe('the lock of a working copy', () => {
  it('lets one in at a time', async () => {
    const events = [];
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    const first = withLock(
      root,
      () => undefined,
      async () => {
        events.push('first in');
        await held;
        events.push('first out');
      },
    );
    const second = withLock(
      root,
      () => release(),
      () => events.push('second in'),
    );
    await Promise.all([first, second]);
    expect(events).toEqual(['first in', 'first out', 'second in']);
  });

  it('is given back after a failure', async () => {
    const failing = () => {
      throw new Error('no network');
    };
    await expect(withLock(root, () => undefined, failing)).rejects.toThrow('no network');
    await expect(
      withLock(
        root,
        () => undefined,
        () => 'in',
      ),
    ).resolves.toBe('in');
  });
});
