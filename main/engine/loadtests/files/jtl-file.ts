import { open } from 'node:fs/promises';
import type { JtlScanner } from '#core/loadtest/jtl-scanner.ts';
import type { JtlSummary } from '#core/loadtest/jtl-summary.ts';

const READ_BYTES = 4 * 1024 * 1024;
const SMALLEST_BLOCK = 64 * 1024;

export interface ScanFileOptions {
  signal?: AbortSignal;
  /** Told after every block: bytes read so far and the size the file had at the start. */
  onProgress?: (read: number, size: number) => void;
}

/**
 * Reads a whole results file through a scanner in blocks of 4 MB and ends the scanner. Stops at the end the file has
 * when it is reached (a growing file is followed elsewhere). Rejects with the system's error (ENOENT, EISDIR, EACCES)
 * or with the signal's reason.
 */
export async function scanJtlFile(
  path: string,
  scanner: JtlScanner,
  options: ScanFileOptions = {},
): Promise<JtlSummary> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.max(SMALLEST_BLOCK, Math.min(READ_BYTES, size));
    let block = new Uint8Array(length);
    let spare = new Uint8Array(length);
    let position = 0;
    let reading = file.read(block, 0, length, position);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return scanner.end();
      position += bytesRead;
      signal?.throwIfAborted();
      // The next block is fetched while this one is scanned.
      const full = block.subarray(0, bytesRead);
      [block, spare] = [spare, block];
      reading = file.read(block, 0, length, position);
      // Whoever leaves early never asks for its outcome.
      reading.catch(() => undefined);
      scanner.push(full);
      onProgress?.(position, size);
    }
  } finally {
    await file.close();
  }
}
