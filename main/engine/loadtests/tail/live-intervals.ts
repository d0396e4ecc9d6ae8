import { eventPoint, listenerPoints, toLines } from '#core/loadtest/listener-lines.ts';
import type { Seconds } from '#core/loadtest/seconds.ts';

/** JMeter's own listener sends every five seconds. */
export const liveIntervalMs = 5000;
/** Rows of an interval may still be written this long after its end. */
const settleMs = 1500;
/** Intervals given out at a time: a run taken up again hands over its backlog in steps. */
const mostAtOnce = 60;

/** Turns the run into line protocol, interval by interval, on a grid of its own so that a restart repeats the same points. */
export class LiveIntervals {
  readonly #options: { application: string; tags: Record<string, string> };
  readonly #from: number;
  readonly #waiting = new Set<number>();
  #revision = 0;
  #started = false;

  constructor(options: { application: string; tags: Record<string, string>; from: number }) {
    this.#options = options;
    this.#from = options.from;
  }

  /** Intervals that are over at `now`; with `final` all that are left, and the closing event. */
  take(seconds: Seconds, now: number, final: boolean): { to: number; lines: string }[] {
    const changed = seconds.changedSince(this.#revision);
    this.#revision = changed.revision;
    for (const start of changed.starts) this.#waiting.add(Math.floor(start / liveIntervalMs) * liveIntervalMs);
    const out: { to: number; lines: string }[] = [];
    for (const start of [...this.#waiting].sort((a, b) => a - b)) {
      const to = start + liveIntervalMs;
      if (!final && (now < to + settleMs || out.length >= mostAtOnce)) break;
      this.#waiting.delete(start);
      // Sent by the engine that had the run before.
      if (to <= this.#from) continue;
      out.push({ to, lines: toLines(listenerPoints(seconds.interval(start, to), this.#options)) });
    }
    this.#addEvents(out, seconds, final);
    return out;
  }

  #addEvents(out: { to: number; lines: string }[], seconds: Seconds, final: boolean): void {
    const span = seconds.span();
    if (span === undefined) return;
    const event = (state: 'started' | 'ended', time: number) =>
      toLines([eventPoint({ ...this.#options, testName: this.#options.application, state, time })]);
    if (!this.#started) {
      this.#started = true;
      if (this.#from === 0) out.unshift({ to: span.from, lines: event('started', span.from) });
    }
    if (final) out.push({ to: span.to + liveIntervalMs, lines: event('ended', span.to + 1000) });
  }
}
