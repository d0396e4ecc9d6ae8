import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Follows a file that another process writes to, from its first byte. Reads are bounded and synchronous: it lives in a
 * worker thread, or is called in slices. A file that does not exist yet is empty.
 */
export class FileFollower {
  readonly #path: string;
  readonly #buffer: Uint8Array;
  #handle: number | undefined;
  #offset = 0;

  constructor(path: string, chunkBytes = 256 * 1024) {
    this.#path = path;
    this.#buffer = new Uint8Array(chunkBytes);
  }

  /** The next bytes, valid until the next call; `undefined` when there are none at present. */
  read(): Uint8Array | undefined {
    if (this.#handle === undefined) {
      try {
        this.#handle = openSync(this.#path, 'r');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    }
    const count = readSync(this.#handle, this.#buffer, 0, this.#buffer.length, this.#offset);
    if (count === 0) return undefined;
    this.#offset += count;
    return this.#buffer.subarray(0, count);
  }

  get offset(): number {
    return this.#offset;
  }

  /** Bytes that are written but not read yet. */
  behind(): number {
    return this.#handle === undefined ? 0 : Math.max(0, fstatSync(this.#handle).size - this.#offset);
  }

  close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  }
}

/** A longer line is given in pieces of this size. */
const longestLine = 64 * 1024;

/** Cuts bytes into lines of text; a line without its end waits for the rest. */
export class LineCutter {
  readonly #decoder = new TextDecoder('utf-8');
  #held = '';

  push(bytes: Uint8Array): string[] {
    const lines = (this.#held + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#held = lines.pop() ?? '';
    if (this.#held.length > longestLine) {
      lines.push(this.#held);
      this.#held = '';
    }
    return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  }

  /** What stands behind the last line end, when the file is over. */
  rest(): string | undefined {
    const held = this.#held + this.#decoder.decode();
    this.#held = '';
    return held === '' ? undefined : held;
  }
}
