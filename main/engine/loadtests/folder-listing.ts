import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, parse, resolve } from 'node:path';
import { LoadtestProblem, pathProblem } from './problem.ts';

/** Entries told of one folder. */
export const mostEntries = 2000;

export interface FolderEntry {
  name: string;
  path: string;
  kind: 'folder' | 'plan';
  size: number | null;
  modifiedAt: number | null;
}

export interface FolderListing {
  path: string;
  parent: string | null;
  places: { name: string; path: string }[];
  entries: FolderEntry[];
  truncated: boolean;
}

/**
 * Folders and `.jmx` files in a folder, hidden ones left out; only what the system lets this engine see. Throws
 * LoadtestProblem `not-absolute`, `not-found`, `no-access`, `not-a-folder`, `bad-path`.
 */
export async function listFolder(path: string, places: FolderListing['places']): Promise<FolderListing> {
  if (!isAbsolute(path)) throw new LoadtestProblem('REFUSED', 'not-absolute', { detail: path, field: 'path' });
  const folder = resolve(path);
  const found = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw pathProblem(error, folder);
  });
  const named = found.filter(
    (entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink() || isPlanName(entry.name)),
  );
  named.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const entries = await Promise.all(
    named.slice(0, mostEntries).map((entry) => describe(join(folder, entry.name), entry.name)),
  );
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    places,
    entries: entries
      .filter((entry) => entry !== undefined)
      .sort((a, b) => Number(a.kind === 'plan') - Number(b.kind === 'plan')),
    truncated: named.length > mostEntries,
  };
}

/** Starting points: `home`, `root` or drives, and the folders of plans that ran lately. The first two names are machine words. */
export async function findPlaces(
  home: string,
  recentPlans: readonly string[],
  platform: NodeJS.Platform,
): Promise<FolderListing['places']> {
  const places = [{ name: 'home', path: home }];
  for (const folder of new Set(recentPlans.map(dirname))) {
    if (folder !== home && (await isFolder(folder))) places.push({ name: basename(folder) || folder, path: folder });
  }
  for (const root of await roots(home, platform)) places.push(root);
  return places;
}

async function roots(home: string, platform: NodeJS.Platform): Promise<FolderListing['places']> {
  if (platform !== 'win32') return [{ name: 'root', path: parse(home).root || '/' }];
  const letters = Array.from({ length: 26 }, (_, index) => `${String.fromCharCode(65 + index)}:\\`);
  const there = await Promise.all(
    letters.map((drive) =>
      access(drive).then(
        () => true,
        () => false,
      ),
    ),
  );
  return letters.filter((_, index) => there[index]).map((drive) => ({ name: drive, path: drive }));
}

/** `undefined` for what vanished, cannot be looked at, or is neither. */
async function describe(path: string, name: string): Promise<FolderEntry | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { name, path, kind: 'folder', size: null, modifiedAt: Math.round(found.mtimeMs) };
    if (!found.isFile() || !isPlanName(name)) return undefined;
    return { name, path, kind: 'plan', size: found.size, modifiedAt: Math.round(found.mtimeMs) };
  } catch {
    return undefined;
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function isPlanName(name: string): boolean {
  return name.toLowerCase().endsWith('.jmx');
}
