const WINDOW_SECONDS = 10;

/** Counts events over the last ten whole seconds of a monotonic clock. */
export class RateMeter {
  readonly #counts = new Float64Array(WINDOW_SECONDS);
  readonly #seconds = new Float64Array(WINDOW_SECONDS).fill(-1);

  /** `now` in monotonic ms. */
  add(now: number, count: number): void {
    const second = Math.floor(now / 1000);
    const slot = second % WINDOW_SECONDS;
    if (this.#seconds[slot] !== second) {
      this.#seconds[slot] = second;
      this.#counts[slot] = 0;
    }
    this.#counts[slot] = (this.#counts[slot] ?? 0) + count;
  }

  perSecond(now: number): number {
    const second = Math.floor(now / 1000);
    let total = 0;
    for (let slot = 0; slot < WINDOW_SECONDS; slot += 1) {
      if (second - (this.#seconds[slot] ?? -1) < WINDOW_SECONDS) total += this.#counts[slot] ?? 0;
    }
    return total / WINDOW_SECONDS;
  }
}
