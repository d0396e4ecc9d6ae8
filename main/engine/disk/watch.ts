import { statfs } from 'node:fs/promises';
import type { Clock } from '#core/time/clock.ts';

export type DiskLevel = 'ok' | 'warn' | 'stop';
export interface DiskState {
  path: string;
  free: number;
  total: number;
  level: DiskLevel;
}

/** What is free for us and how much there is, bytes. */
export type ReadDisk = (path: string) => Promise<{ free: number; total: number }>;

const readDisk: ReadDisk = async (path) => {
  const stats = await statfs(path);
  return { free: stats.bavail * stats.bsize, total: stats.blocks * stats.bsize };
};

/**
 * The stated policy when a disk fills: below `warnFree` everyone is told; below `stopFree` the intake and new runs are
 * refused while state and audit are still written; a level is left only 1 % of the disk above its limit, so that it
 * does not flicker.
 */
export class DiskWatch {
  readonly #path: string;
  readonly #limits: () => { warnFree: number; stopFree: number };
  readonly #read: ReadDisk;
  #state: DiskState;
  readonly #listeners = new Set<(state: DiskState) => void>();

  constructor(path: string, limits: () => { warnFree: number; stopFree: number }, read: ReadDisk = readDisk) {
    this.#path = path;
    this.#limits = limits;
    this.#read = read;
    this.#state = { path, free: 0, total: 0, level: 'ok' };
  }

  async start(clock: Clock): Promise<() => void> {
    // What cannot be read now is told at the next look; the engine starts all the same.
    await this.look().catch(() => undefined);
    return clock.every(15_000, () => this.look());
  }

  /** Rejects when the disk cannot be read: its size is then unknown (0 of 0) and the level stays as it was. */
  async look(): Promise<void> {
    const { free, total } = await this.#read(this.#path).catch((error: unknown) => {
      this.#state = { ...this.#state, free: 0, total: 0 };
      throw error;
    });
    const level = nextLevel(this.#state.level, total > 0 ? free / total : 1, this.#limits());
    const changed = level !== this.#state.level;
    this.#state = { path: this.#path, free, total, level };
    if (changed) for (const listener of this.#listeners) listener(this.#state);
  }

  state(): DiskState {
    return this.#state;
  }

  onChange(listener: (state: DiskState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Level for a share of free disk (0..1), given the level before. */
export function nextLevel(before: DiskLevel, free: number, limits: { warnFree: number; stopFree: number }): DiskLevel {
  const slack = 0.01;
  const stop = limits.stopFree + (before === 'stop' ? slack : 0);
  const warn = limits.warnFree + (before === 'ok' ? 0 : slack);
  if (free < stop) return 'stop';
  return free < warn ? 'warn' : 'ok';
}
