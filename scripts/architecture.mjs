// Checks who imports whom (.dependency-cruiser.mjs). Fails on any violation and when it saw no module at all, or none of
// a room that has files: a cruiser that cannot read TypeScript reports "0 modules" and success.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOMS = ['core', 'main', 'preload', 'renderer', 'e2e', 'bench', 'scripts'];

const HERE = resolve(import.meta.dirname, '..');
const CRUISER = join(HERE, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');

/** Cruises the product under `root`: `{ modules, violations }`, a violation being `{ rule, from, to }`. */
export function checkArchitecture(root) {
  const rooms = ROOMS.filter((room) => existsSync(join(root, room)) && hasSource(join(root, room)));
  const config = join(HERE, '.dependency-cruiser.mjs');
  const cruise = spawnSync(process.execPath, [CRUISER, ...rooms, '--config', config, '--output-type', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (!cruise.stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no answer:\n${cruise.stderr}`);
  const { modules, summary } = JSON.parse(cruise.stdout);
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  for (const room of rooms) {
    if (!modules.some(({ source }) => source.startsWith(`${room}/`))) {
      violations.push({ rule: 'nothing-cruised', from: room, to: 'no module of it was read' });
    }
  }
  if (modules.length === 0) violations.push({ rule: 'nothing-cruised', from: root, to: 'no module was read' });
  return { modules: modules.length, violations };
}

function hasSource(folder) {
  return readdirSync(folder, { recursive: true }).some((name) => /\.(ts|tsx|mjs)$/.test(name));
}

if (process.argv[1] === import.meta.filename) {
  const { modules, violations } = checkArchitecture(HERE);
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} -> ${to}`);
  console.log(`${modules} modules, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
