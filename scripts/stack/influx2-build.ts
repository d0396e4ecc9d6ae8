import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Availability, findProgram } from './availability.ts';
import { buildOnce, findCached } from './cached-build.ts';
import { temporaryFolder } from './places.ts';
import { runToolOrFail } from './run-tool.ts';
import { installedRust, lackOfGo } from './toolchains.ts';

const VERSION = '2.9.1';
const PKG_CONFIG = 'github.com/influxdata/pkg-config@v0.3.0';
const BUILD = { name: `influxdb-${VERSION}`, program: 'influxd2', recipe: `${VERSION}\n${PKG_CONFIG}\n` };

/** `go.mod` and `go.sum` that name the server and pin every part of it by hash. */
const MODULE = join(import.meta.dirname, 'influxdb2');

/** InfluxDB 2.x, built from its published Go module and its Rust part once (5 minutes), then from the cache. */
export async function influx2(): Promise<Availability> {
  const cached = await findCached(BUILD);
  if (cached !== undefined) return { available: true, path: cached };
  const rust = await installedRust('1.83');
  const lacks = [
    await lackOfGo('1.26'),
    'lack' in rust ? rust.lack : undefined,
    ...['gcc', 'pkg-config'].map((tool) => (findProgram(tool) ? undefined : `${tool} is not installed.`)),
  ].filter((lack) => lack !== undefined);
  const go = findProgram('go');
  if (lacks.length > 0 || go === undefined || 'lack' in rust) {
    return {
      available: false,
      reason: `InfluxDB ${VERSION} is built from source: ${lacks.join(' ')}`,
      install:
        'Install Go 1.26 or newer (https://go.dev/dl), Rust 1.83 or newer (https://rustup.rs), gcc and pkg-config.',
    };
  }
  const path = await buildOnce({ ...BUILD, build: (folder) => build(go, rust.environment, folder) });
  return { available: true, path };
}

async function build(go: string, rust: NodeJS.ProcessEnv, folder: string): Promise<void> {
  const environment = { ...rust, GOTOOLCHAIN: 'local', GOBIN: folder, GOFLAGS: '-mod=mod', CGO_ENABLED: '1' };
  const source = await temporaryFolder('influx2-build');
  try {
    // Built in a copy: Go writes into the folder of its module.
    for (const file of ['go.mod', 'go.sum']) await copyFile(join(MODULE, file), join(source, file));
    // The wrapper that builds the Rust part when cgo asks for its flags.
    await runToolOrFail(go, ['install', PKG_CONFIG], { folder: source, environment: { ...environment, GOFLAGS: '' } });
    const tags = 'sqlite_foreign_keys,sqlite_json';
    const linked = `-s -w -X main.version=v${VERSION}`;
    const output = join(folder, BUILD.program);
    const main = 'github.com/influxdata/influxdb/v2/cmd/influxd';
    await runToolOrFail(go, ['build', '-trimpath', '-tags', tags, '-ldflags', linked, '-o', output, main], {
      folder: source,
      environment: { ...environment, PKG_CONFIG: join(folder, 'pkg-config') },
      within: 1_800_000,
    });
  } finally {
    await rm(source, { recursive: true, force: true });
  }
}
