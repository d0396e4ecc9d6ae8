/** Slots of a minute. */
const slots = 12;
const slotMs = 60_000 / slots;

/** Counts per minute over the last minute, in steps of five seconds. Times are monotonic ms. */
export class RateMeter {
  readonly #counts = Array.from({ length: slots }, () => 0);
  #slot = 0;

  add(count: number, now: number): void {
    this.#move(now);
    this.#counts[this.#slot % slots] = (this.#counts[this.#slot % slots] ?? 0) + count;
  }

  perMinute(now: number): number {
    this.#move(now);
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  #move(now: number): void {
    const slot = Math.floor(now / slotMs);
    for (let passed = Math.max(this.#slot + 1, slot - slots + 1); passed <= slot; passed++)
      this.#counts[passed % slots] = 0;
    this.#slot = Math.max(this.#slot, slot);
  }
}
