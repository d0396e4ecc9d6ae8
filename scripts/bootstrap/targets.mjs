// What is built, from what, and whether it is up to date: a hash of the sources stands beside each outcome.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Order is the order of building. `out` holds the outcome and its stamp. */
export const TARGETS = [
  { name: 'main', config: 'vite.main.config.ts', out: 'dist/main', sources: ['core', 'main', 'resources'] },
  { name: 'preload', config: 'vite.preload.config.ts', out: 'dist/preload', sources: ['core', 'preload'] },
  {
    name: 'renderer',
    config: 'vite.renderer.config.ts',
    out: 'dist/renderer',
    sources: ['core', 'renderer', 'resources'],
  },
];

const ALWAYS = ['package-lock.json', 'package.json', 'tsconfig.json', 'THIRD-PARTY-NOTICES.md'];
const STAMP = '.stamp';

/** The hash that belongs to a target's sources as they are now; tests do not count. */
export function sourceHash(root, target) {
  const hash = createHash('sha256');
  const files = [...ALWAYS, target.config, ...target.sources.flatMap((folder) => filesIn(root, folder))];
  for (const file of files) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return `${hash.digest('hex')}\n`;
}

/** The targets whose outcome is missing or older than their sources. */
export function staleTargets(root) {
  return TARGETS.filter((target) => {
    const stamp = stampFile(root, target);
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourceHash(root, target);
  });
}

export function stampFile(root, target) {
  return join(root, target.out, STAMP);
}

function filesIn(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(root, path);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
    });
}
