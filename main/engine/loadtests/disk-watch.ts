import { stat } from 'node:fs/promises';
import type { Clock } from '#core/time/clock.ts';
import { runFiles } from './run-folder.ts';

/** Below this the next rows will not fit. */
export const leastFreeBytes = 1024 * 1024;
const lookEveryMs = 2000;
/** Time for threads to end before a run without disk space is ended for them. */
const patienceMs = 10_000;

/** Watches the space under a run: JMeter itself does not notice that its results are not written. */
export class DiskWatch {
  readonly #folder: string;
  readonly #deps: { clock: Clock; freeBytes(path: string): Promise<number> };
  #fullSince: number | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(folder: string, deps: { clock: Clock; freeBytes(path: string): Promise<number> }, wasFull: boolean) {
    this.#folder = folder;
    this.#deps = deps;
    if (wasFull) this.#fullSince = deps.clock.monotonic();
  }

  get isFull(): boolean {
    return this.#fullSince !== undefined;
  }

  /** `just-full` once; `still-full` when the run has not ended in time after that. A disk that got space again stays "full": rows are missing. */
  async look(): Promise<'ok' | 'just-full' | 'full' | 'still-full'> {
    const now = this.#deps.clock.monotonic();
    if (this.#fullSince !== undefined) return now - this.#fullSince >= patienceMs ? 'still-full' : 'full';
    if (now - this.#lookedAt < lookEveryMs) return 'ok';
    this.#lookedAt = now;
    if (!(await this.isLow())) return 'ok';
    this.#fullSince = now;
    return 'just-full';
  }

  /** Whether there is next to no space now. */
  async isLow(): Promise<boolean> {
    const free = await this.#deps.freeBytes(this.#folder).catch(() => Number.POSITIVE_INFINITY);
    return free < leastFreeBytes;
  }

  /** When something was last written by the run, epoch ms: its end, also for an engine that comes later. */
  async lastWrite(): Promise<number> {
    const now = this.#deps.clock.now();
    const { stdout, stderr, log, samples } = runFiles(this.#folder);
    const times = await Promise.all(
      [stdout, stderr, log, samples].map((path) =>
        stat(path).then(
          (found) => found.mtimeMs,
          () => 0,
        ),
      ),
    );
    const newest = Math.round(Math.max(...times));
    return newest > 0 ? Math.min(newest, now) : now;
  }
}
