import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..', '..');
const packageSchema = z.looseObject({ version: z.string(), dependencies: z.record(z.string(), z.string()) });
const manifest = (folder: string) =>
  packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));

const electronVersion = manifest(join(root, 'node_modules', 'electron')).version;

/** A checkout as the packager sees it, with built parts of one line each and two of the real libraries. */
function layOutProject(folder: string): void {
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const entry of ['desktop', 'engine', 'web', 'cli', 'samples-worker']) {
    put(`dist/main/${entry}.mjs`, 'export {};\n');
    put(`dist/main/${entry}.mjs.map`, '{}');
  }
  put('dist/main/.stamp', 'hash');
  put('dist/preload/index.cjs', '');
  put('dist/renderer/index.html', '<!doctype html>');
  put('core/secret-source.ts', 'export {};');
  const { dependencies, ...rest } = manifest(root);
  const kept = Object.fromEntries(['@duckdb/node-api', 'zod'].map((name) => [name, dependencies[name] ?? '']));
  put(
    'package.json',
    JSON.stringify({ ...rest, dependencies: kept, devDependencies: {}, optionalDependencies: {}, scripts: {} }),
  );
  cpSync(join(root, 'electron-builder.yml'), join(folder, 'electron-builder.yml'));
  for (const library of ['@duckdb', 'zod']) {
    cpSync(join(root, 'node_modules', library), join(folder, 'node_modules', library), { recursive: true });
  }
}

/** An Electron that cannot run, but carries the wire of fuses that the packager sets. */
function layOutElectron(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak'])
    writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'version'), electronVersion);
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  const wire = [Buffer.from(sentinel), Buffer.from([1, 9]), Buffer.from('0'.repeat(9))];
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.alloc(64), ...wire, Buffer.alloc(64)]));
  chmodSync(join(folder, 'electron'), 0o755);
}

let folder: string;
let app: string;
let archive: string;
let inside: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-package-'));
  layOutProject(join(folder, 'project'));
  layOutElectron(join(folder, 'electron'));
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const electron = [`-c.electronDist=${join(folder, 'electron')}`, `-c.electronVersion=${electronVersion}`];
  const project = ['--project', join(folder, 'project'), ...electron];
  await run(process.execPath, [builder, '--dir', '--linux', '--x64', '--publish', 'never', ...project], {
    env: { ...process.env, npm_config_offline: 'true' },
    maxBuffer: 64 * 1024 * 1024,
  });
  app = join(folder, 'project', 'release', 'linux-unpacked');
  archive = join(app, 'resources', 'app.asar');
  inside = listPackage(archive, { isPack: false }).map((path) => path.split(sep).join('/').replace(/^\//, ''));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds every built part and starts the desktop', () => {
    expect(inside).toEqual(
      expect.arrayContaining([
        'dist/main/desktop.mjs',
        'dist/main/engine.mjs',
        'dist/main/samples-worker.mjs',
        'dist/preload/index.cjs',
        'dist/renderer/index.html',
      ]),
    );
    const main = z.object({ main: z.string() }).parse(JSON.parse(extractFile(archive, 'package.json').toString()));
    expect(inside).toContain(main.main);
  });

  it('holds nothing else: no sources, no maps, no library that is bundled already', () => {
    const top = new Set(inside.map((path) => path.split('/')[0]));
    expect(top).toEqual(new Set(['dist', 'node_modules', 'package.json']));
    const libraries = inside.filter((path) => /^node_modules\/[^/]+$/.test(path));
    expect(libraries).toEqual(['node_modules/@duckdb']);
    expect(inside.filter((path) => /\.(map|ts)$|\.stamp$/.test(path))).toEqual([]);
  });

  it('keeps the native database outside of the archive, where the system can load it', () => {
    const unpacked = `${archive}.unpacked`;
    expect(existsSync(join(unpacked, 'node_modules', '@duckdb', 'node-api', 'package.json'))).toBe(true);
    expect(existsSync(join(unpacked, 'node_modules', '@duckdb', 'node-bindings', 'duckdb.js'))).toBe(true);
    expect(existsSync(join(unpacked, 'node_modules', '@duckdb', 'node-bindings-linux-x64', 'duckdb.node'))).toBe(true);
  });

  it('has every fuse set as the security page claims', async () => {
    const wire = await getCurrentFuseWire(join(app, 'watchfloor'));
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE));
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
  });
});
