import type { Clock } from '#core/time/clock.ts';
import type { StartTail, Tail } from './tail-client.ts';
import type { TailOrder, Tick } from './tick.ts';

/** Failures one after another before the files of a run that is over are given up. */
export const mostFailures = 5;
const firstRestMs = 1000;
const longestRestMs = 30_000;
/** So many ticks without a failure, and the ones before are forgiven. */
const calmTicks = 10;

export interface KeeperDeps {
  startTail: StartTail;
  clock: Clock;
  /** What to read; asked for at every start. */
  order(over: boolean): TailOrder;
  onTick(tick: Tick): void;
  /** Reading broke off; it is taken up again. */
  onFailure(message: string): void;
  /** Nothing writes to the files any more and they cannot be read: nothing follows. */
  onUnreadable(message: string): void;
}

/**
 * Keeps a run's files read: starts the reading thread again when it fails, as long as something writes to the files,
 * and a bounded number of times afterwards. After `drain` either a final tick or `onUnreadable` comes, always.
 */
export class TailKeeper {
  readonly #deps: KeeperDeps;
  readonly #letGo = new AbortController();
  #tail: Tail | undefined;
  #over: boolean;
  #failures = 0;
  #ticks = 0;

  constructor(deps: KeeperDeps, over: boolean) {
    this.#deps = deps;
    this.#over = over;
  }

  /** Begins to read. Never throws: a thread that cannot be started is a failure like any other. */
  open(): void {
    if (this.#letGo.signal.aborted || this.#tail !== undefined) return;
    this.#ticks = 0;
    let failed = false;
    const fail = (message: string) => {
      if (failed) return;
      failed = true;
      this.#tail = undefined;
      void this.#onFailure(message);
    };
    try {
      const tail = this.#deps.startTail(this.#deps.order(this.#over), {
        onTick: (tick) => this.#onTick(tick),
        onFailure: fail,
      });
      if (!failed) this.#tail = tail;
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Nothing writes to the files any more: they are read to their ends. */
  drain(): void {
    if (this.#over) return;
    this.#over = true;
    this.#failures = 0;
    if (this.#tail === undefined) this.open();
    else this.#tail.drain();
  }

  /** Stops reading, at once. */
  async close(): Promise<void> {
    this.#letGo.abort(new Error('the files are no longer read'));
    await this.#tail?.close();
  }

  #onTick(tick: Tick): void {
    this.#ticks += 1;
    // A run that is over must come to its end: there every failure counts.
    if (this.#ticks >= calmTicks && !this.#over) this.#failures = 0;
    this.#deps.onTick(tick);
  }

  async #onFailure(message: string): Promise<void> {
    const { signal } = this.#letGo;
    if (signal.aborted) return;
    this.#failures += 1;
    this.#deps.onFailure(message);
    if (this.#over && this.#failures >= mostFailures) {
      this.#deps.onUnreadable(message);
      return;
    }
    const rest = this.#over ? firstRestMs : Math.min(firstRestMs * 2 ** (this.#failures - 1), longestRestMs);
    await this.#deps.clock.sleep(rest, signal).catch(() => {});
    this.open();
  }
}
