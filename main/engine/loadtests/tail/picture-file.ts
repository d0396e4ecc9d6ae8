import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { type Picture, tickSchema } from './tick.ts';

/**
 * Keeps a finished run's picture beside its samples. A disk that is full is no reason to fail: the picture can be made
 * anew from the samples.
 */
export function savePicture(path: string, picture: Picture): boolean {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, serialize(picture), { mode: 0o600 });
    renameSync(partial, path);
    return true;
  } catch {
    try {
      rmSync(partial, { force: true });
    } catch {
      // The next attempt writes over it.
    }
    return false;
  }
}

/** The kept picture; `undefined` when there is none or it cannot be read, and it has to be made from the samples. */
export async function loadPicture(path: string): Promise<Picture | undefined> {
  try {
    return tickSchema.parse(deserialize(await readFile(path)));
  } catch {
    return undefined;
  }
}
