import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './availability.ts';

export interface CachedBuild {
  /** Folder name in the cache; carries the version. */
  readonly name: string;
  /** The program in that folder. */
  readonly program: string;
  /** Everything that decides the outcome, one text: another recipe is another build. */
  readonly recipe: string;
  /** Builds into an empty folder; rejects when that fails. */
  readonly build: (folder: string) => Promise<void>;
}

/** Path of the program if this very recipe is in the cache, else `undefined`. */
export async function findCached(build: Omit<CachedBuild, 'build'>): Promise<string | undefined> {
  const folder = join(cacheFolder(), build.name);
  const program = join(folder, build.program);
  if (!existsSync(program)) return undefined;
  const recipe = await readFile(join(folder, 'recipe.txt'), 'utf8').catch(() => '');
  return recipe === build.recipe ? program : undefined;
}

/**
 * Builds once and keeps the outcome: a folder is renamed into place whole, so a build that was cut off leaves nothing
 * that looks finished. Two processes at once do the work twice and end with one folder.
 */
export async function buildOnce(build: CachedBuild): Promise<string> {
  const found = await findCached(build);
  if (found !== undefined) return found;
  const folder = join(cacheFolder(), build.name);
  const partial = `${folder}.partial-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  try {
    process.stderr.write(`Building ${build.name} into ${cacheFolder()} (once; some minutes) ...\n`);
    await build.build(partial);
    await writeFile(join(partial, 'recipe.txt'), build.recipe);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return join(folder, build.program);
}
