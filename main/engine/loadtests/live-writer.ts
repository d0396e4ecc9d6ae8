import type { Clock } from '#core/time/clock.ts';
import type { LiveSink } from './ports.ts';

/** Intervals that wait for a source that does not take them: an hour of them. */
export const mostWaiting = 720;
const retryMs = 5000;
/** Attempts for what is left when the run is over, and the time for all of it together. */
const lastAttempts = 3;
export const lastMs = 15_000;

export interface LiveReport {
  /** Live numbers up to here, epoch ms, are in the source. */
  upTo: number;
  failed: number;
  dropped: number;
  lastError: string | null;
}

/** Hands a run's intervals to its source in order, one at a time. Whatever happens there, the run goes on. */
export class LiveWriter {
  readonly #sink: LiveSink;
  readonly #sourceId: string;
  readonly #clock: Clock;
  readonly #tell: (report: LiveReport, event: 'failed' | 'recovered' | 'dropped') => void;
  readonly #stop = new AbortController();
  #waiting: { to: number; lines: string }[] = [];
  #working: Promise<void> | undefined;
  #closing = false;
  #failing = false;
  readonly report: LiveReport;

  constructor(
    sink: LiveSink,
    sourceId: string,
    clock: Clock,
    upTo: number,
    tell: (report: LiveReport, event: 'failed' | 'recovered' | 'dropped') => void,
  ) {
    this.#sink = sink;
    this.#sourceId = sourceId;
    this.#clock = clock;
    this.#tell = tell;
    this.report = { upTo, failed: 0, dropped: 0, lastError: null };
  }

  push(intervals: readonly { to: number; lines: string }[]): void {
    this.#waiting.push(...intervals);
    const over = this.#waiting.length - mostWaiting;
    if (over > 0) {
      this.#waiting.splice(0, over);
      this.report.dropped += over;
      this.#tell(this.report, 'dropped');
    }
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /**
   * The run is over: tries a few more times and no longer than `lastMs`, then gives up. What was not taken by then is
   * counted as dropped and told, unless an engine that closes leaves it to the next one.
   */
  async finish(): Promise<void> {
    this.#closing = true;
    const done = new AbortController();
    const late = this.#clock.sleep(lastMs, AbortSignal.any([done.signal, this.#stop.signal])).catch(() => {});
    // A source may hold a write for long: neither the end of the run nor an engine that closes waits for it.
    await Promise.race([this.#working, late]);
    done.abort();
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    const left = this.#waiting.splice(0).length;
    if (left === 0) return;
    this.report.dropped += left;
    this.#tell(this.report, 'dropped');
  }

  close(): void {
    this.#stop.abort();
  }

  async #work(): Promise<void> {
    let attempts = 0;
    for (let next = this.#waiting[0]; next !== undefined && !this.#stop.signal.aborted; next = this.#waiting[0]) {
      try {
        if (next.lines !== '') await this.#sink.write(this.#sourceId, next.lines);
        // Counted as dropped already, or the next engine's.
        if (this.#stop.signal.aborted) return;
        if (this.#waiting[0] === next) this.#waiting.shift();
        this.report.upTo = Math.max(this.report.upTo, next.to);
        attempts = 0;
        if (this.#failing) {
          this.#failing = false;
          this.#tell(this.report, 'recovered');
        }
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        attempts += 1;
        this.report.failed += 1;
        this.report.lastError = error instanceof Error ? error.message : String(error);
        if (!this.#failing) {
          this.#failing = true;
          this.#tell(this.report, 'failed');
        }
        if (this.#closing && attempts >= lastAttempts) return;
        await this.#clock.sleep(this.#closing ? retryMs / 10 : retryMs, this.#stop.signal).catch(() => {});
      }
    }
  }
}
