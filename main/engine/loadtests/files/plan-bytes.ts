import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { PlanError } from '#core/loadtest/plan-types.ts';
import { LoadtestProblem } from '../problem.ts';

/** Larger files are no plans. */
export const maxPlanBytes = 50_000_000;
const pieceBytes = 1024 * 1024;

/**
 * The bytes of a plan, in memory of their own. Only regular files are read: a pipe or a device could hold the reader for
 * ever. Rejects with LoadtestProblem `not-a-file`, with `PlanError` when it is too large, with the system's error, or with
 * the signal's reason.
 */
export async function readPlanBytes(path: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  signal?.throwIfAborted();
  // Looked at before it is opened: opening alone waits at a pipe and does something to some devices.
  refuse(await stat(path), path);
  // What takes the file's place meanwhile does not hold the opening either. Windows has no such flag.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    refuse(found, path);
    let bytes = new Uint8Array(found.size + 1);
    let length = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(bytes, length, Math.min(pieceBytes, bytes.length - length), length);
      if (bytesRead === 0) return bytes.slice(0, length);
      length += bytesRead;
      // A file may grow while it is read.
      if (length > maxPlanBytes) throw tooLarge(length);
      if (length === bytes.length) {
        const larger = new Uint8Array(Math.min(bytes.length * 2 + pieceBytes, maxPlanBytes + 1));
        larger.set(bytes);
        bytes = larger;
      }
    }
  } finally {
    await handle.close();
  }
}

function refuse(found: { isFile(): boolean; size: number }, path: string): void {
  if (!found.isFile()) throw new LoadtestProblem('REFUSED', 'not-a-file', { detail: path, field: 'path' });
  if (found.size > maxPlanBytes) throw tooLarge(found.size);
}

function tooLarge(size: number): PlanError {
  return new PlanError('too-large', `The plan has ${size} bytes or more; ${maxPlanBytes} are allowed.`);
}
