import type { Clock } from '#core/time/clock.ts';

/** Turns counts that only grow into "per minute", over the last minute in steps of 5 s. */
export class PerMinute<Name extends string> {
  readonly #read: () => Record<Name, number>;
  readonly #marks: { at: number; counts: Record<Name, number> }[] = [];

  constructor(read: () => Record<Name, number>) {
    this.#read = read;
  }

  start(clock: Clock): () => void {
    const mark = () => {
      this.#marks.push({ at: clock.monotonic(), counts: this.#read() });
      if (this.#marks.length > 13) this.#marks.shift();
    };
    mark();
    return clock.every(5000, mark);
  }

  /** 0 until two marks are there. */
  of(name: Name): number {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (!first || !last || last.at === first.at) return 0;
    return Math.round(((last.counts[name] - first.counts[name]) / (last.at - first.at)) * 60_000);
  }
}
