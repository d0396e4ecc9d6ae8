import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 20;
const toMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);

/** Delay of the event loop over the last full window, ms beyond the timer's own period. */
export class LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  #last = { p50: 0, p99: 0, max: 0 };

  start(): void {
    this.#histogram.enable();
  }

  /** Closes a window; call it every 10 s. */
  roll(): void {
    this.#last = {
      p50: toMs(this.#histogram.percentile(50)),
      p99: toMs(this.#histogram.percentile(99)),
      max: toMs(this.#histogram.max),
    };
    this.#histogram.reset();
  }

  last(): { p50: number; p99: number; max: number } {
    return this.#last;
  }

  stop(): void {
    this.#histogram.disable();
  }
}
