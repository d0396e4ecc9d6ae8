import type { Pulse } from '#core/contract/system.ts';
import type { Feed } from '../transports/paced.ts';

/** The status bar's state as a feed: the newest counts, older ones are of no use. */
export class PulseFeed implements Feed<Pulse> {
  readonly epoch: string;
  readonly #read: () => Pulse;
  readonly #listeners = new Set<() => void>();
  #sequence = 0;
  #now: Pulse;
  #told: string;

  constructor(epoch: string, read: () => Pulse) {
    this.epoch = epoch;
    this.#read = read;
    this.#now = read();
    this.#told = '';
  }

  /** Looks again; tells the readers when anything but the time changed, and at least every tenth look. */
  beat(force: boolean): void {
    const next = this.#read();
    const text = JSON.stringify({ ...next, at: 0 });
    if (!force && text === this.#told) return;
    this.#told = text;
    this.#now = next;
    this.#sequence += 1;
    for (const listener of this.#listeners) listener();
  }

  sequence(): number {
    return this.#sequence;
  }

  full(): Pulse {
    return this.#now;
  }

  since(): undefined {
    return undefined;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
