// Builds what changed into dist/: the engine, hosts and command line (main), the preload file, the pages (renderer).
//
//   node scripts/build.mjs [--force]
//
// Run by scripts/bootstrap.mjs with the product's Node; says everything on stderr.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, createLogger } from 'vite';
import { sourceHash, staleTargets, stampFile, TARGETS } from './bootstrap/targets.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
const due = process.argv.includes('--force') ? TARGETS : staleTargets(root);

/** Vite's logger writes to stdout, which belongs to the command that runs after us. */
function quietLogger() {
  const logger = createLogger('warn');
  const write = (text) => process.stderr.write(`${text}\n`);
  return { ...logger, info: () => undefined, warn: write, warnOnce: write, error: write };
}

for (const target of due) {
  const started = performance.now();
  // Taken before the build: a file that changes meanwhile makes the outcome stale, not silently current.
  const hash = sourceHash(root, target);
  const expected = join(root, target.out);
  let written;
  // No root here: a configuration may set its own, and ours would win over it.
  await build({
    configFile: join(root, target.config),
    mode: 'production',
    logLevel: 'warn',
    customLogger: quietLogger(),
    plugins: [
      {
        name: 'watchfloor:where-it-was-written',
        configResolved: (config) => {
          written = resolve(config.root, config.build.outDir);
        },
      },
    ],
  });
  if (written !== expected) {
    throw new Error(`${target.config} writes to ${written}, but ${relative(root, expected)} is expected.`);
  }
  const stamp = stampFile(root, target);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  process.stderr.write(`Built ${target.name} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
