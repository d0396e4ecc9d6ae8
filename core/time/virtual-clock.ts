import type { Clock } from './clock.ts';

interface Timer {
  due: number;
  run: () => void;
}

/**
 * A clock that stands still until a test moves it. `advance` runs everything that falls due in order, letting
 * promises settle in between; `jump` sets the wall clock without letting monotonic time pass, as an NTP step does.
 */
export class VirtualClock implements Clock {
  #wall: number;
  #monotonic = 0;
  #timers: Timer[] = [];

  constructor(startAt = Date.UTC(2026, 0, 1)) {
    this.#wall = startAt;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = () => {
        this.#timers = this.#timers.filter((timer) => timer !== entry);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      const entry: Timer = {
        due: this.#monotonic + Math.max(0, ms),
        run: () => {
          signal?.removeEventListener('abort', fail);
          resolve();
        },
      };
      if (signal?.aborted) return fail();
      signal?.addEventListener('abort', fail, { once: true });
      this.#timers.push(entry);
    });
  }

  every(ms: number, task: () => void | Promise<void>): () => void {
    let stopped = false;
    let busy = false;
    const arm = () => {
      this.#timers.push({
        due: this.#monotonic + ms,
        run: () => {
          if (stopped) return;
          arm();
          if (busy) return;
          busy = true;
          void Promise.resolve(task()).finally(() => {
            busy = false;
          });
        },
      });
    };
    arm();
    return () => {
      stopped = true;
    };
  }

  jump(ms: number): void {
    this.#wall += ms;
  }

  async advance(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    await settle();
    for (;;) {
      const next = this.#timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      const step = Math.max(0, next.due - this.#monotonic);
      this.#monotonic += step;
      this.#wall += step;
      next.run();
      await settle();
    }
    this.#wall += end - this.#monotonic;
    this.#monotonic = end;
    await settle();
  }
}

/** Lets promise callbacks run, deep chains included. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
