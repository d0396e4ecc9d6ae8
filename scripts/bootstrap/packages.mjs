// What package-lock.json asks for, and whether node_modules holds it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Text that changes when an install is due: another lock file, another platform. */
export function installStamp(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

/**
 * Whether npm's own record of node_modules agrees with the lock file. True after a developer's `npm install`, which
 * leaves no stamp of ours. Optional packages may be missing: they are for other platforms.
 */
export function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(record);
  const agrees = (path, { version, integrity, optional, devOptional }) => {
    const found = present.get(path);
    if (found === undefined) return optional === true || devOptional === true;
    return found.version === version && found.integrity === integrity && existsSync(join(root, path));
  };
  const missing = [...wanted].some(([path, entry]) => !agrees(path, entry));
  const surplus = [...present.keys()].some((path) => !wanted.has(path));
  return !missing && !surplus;
}

function readPackages(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(packages).filter(([path]) => path !== ''));
}
