import type { Statistics } from '#core/contract/loadtests.ts';
import type { JtlBatch, JtlColumn } from '#core/loadtest/jtl-batch.ts';
import { createJtlScanner, type JtlScanner } from '#core/loadtest/jtl-scanner.ts';
import { secondsColumns } from '#core/loadtest/seconds.ts';
import { createStatistics, statisticsColumns } from '#core/loadtest/statistics.ts';
import { codeName } from './error-code.ts';
import { FileFollower } from './file-follower.ts';
import { HistoryLevels } from './levels.ts';
import { LiveIntervals } from './live-intervals.ts';
import { LogReader } from './log-reader.ts';
import { Snapshots } from './snapshots.ts';
import type { Picture, TailOrder, Tick } from './tick.ts';

const columns: readonly JtlColumn[] = [...new Set([...statisticsColumns, ...secondsColumns])];
/** Labels told about; further ones are in the total and in the results file. */
export const mostLabels = 1000;
/** Kinds of error told about. */
export const mostErrors = 200;

/** What a tail needs of its surroundings; a test steps through it by hand. */
export interface TailClock {
  now(): number;
  monotonic(): number;
}

/**
 * Reads a run's files from their first byte, as far as they have grown, and keeps the figures. Exact whenever it is
 * asked: statistics are rebuilt from the file itself, so a tail that starts late tells the same as one that was there.
 */
export class RunTail {
  readonly #order: TailOrder;
  readonly #clock: TailClock;
  readonly #samples: FileFollower;
  readonly #scanner: JtlScanner;
  readonly #statistics = createStatistics();
  readonly #snapshots: Snapshots;
  readonly #levels = new HistoryLevels();
  readonly #live: LiveIntervals | undefined;
  readonly #logs: LogReader;
  #newestEnd = Number.NEGATIVE_INFINITY;
  #caughtUp = false;
  #ended = false;
  #whole = true;

  constructor(order: TailOrder, clock: TailClock) {
    this.#order = order;
    this.#clock = clock;
    this.#samples = new FileFollower(order.samples);
    this.#logs = new LogReader(order);
    this.#live = order.live === null ? undefined : new LiveIntervals(order.live);
    this.#snapshots = new Snapshots(this.#statistics, () => clock.monotonic());
    this.#scanner = createJtlScanner({ columns, onBatch: (batch) => this.#take(batch) });
  }

  /** Reads for at most about `budgetMs`. True when everything that is written has been read. */
  step(budgetMs: number): boolean {
    const until = this.#clock.monotonic() + budgetMs;
    const logsDone = this.#logs.step(until, this.#clock);
    for (;;) {
      const bytes = this.#samples.read();
      if (bytes === undefined) break;
      this.#scanner.push(bytes);
      if (this.#clock.monotonic() >= until) {
        this.#caughtUp = false;
        return false;
      }
    }
    this.#caughtUp = true;
    return logsDone;
  }

  /** The files will not grow any more: takes a last row without line end. Call once, when `step` has come to the end. */
  end(): void {
    this.#ended = true;
    this.#scanner.end();
    this.#logs.end();
    this.#samples.close();
  }

  /** What is new since the last call. */
  tick(): Tick {
    const now = this.#clock.now();
    const picture = this.#picture(now, this.#whole, false);
    this.#whole = false;
    return {
      picture,
      marks: structuredClone(this.#logs.marks),
      // What is not read yet may belong to an interval that is long over.
      live:
        this.#live !== undefined && (this.#caughtUp || this.#ended)
          ? this.#live.take(this.#levels.finest, now, this.#ended)
          : [],
      final: this.#ended,
    };
  }

  /** Everything at once: what is kept of a run that is over. */
  whole(): Picture {
    return this.#picture(this.#clock.now(), true, true);
  }

  #picture(now: number, whole: boolean, forKeeping: boolean): Picture {
    const summary = this.#scanner.progress();
    const { run, total, labels } = this.#snapshots.take(summary.foldedRows, this.#ended);
    const known = run.total.samples > 0;
    const lag = this.#caughtUp || this.#ended ? 0 : Math.max(0, now - this.#newestEnd);
    return {
      rows: summary.rows,
      skipped: summary.skipped,
      cut: summary.cut > 0,
      lagMs: summary.rows === 0 ? null : lag,
      firstAt: run.total.firstAt ?? null,
      lastAt: run.total.lastAt ?? null,
      total: known ? total : null,
      labels: mostSampled(labels),
      errors: run.errors.slice(0, mostErrors).map((error) => ({ ...error, code: codeName(error.code) })),
      history: this.#levels.take(whole, this.#quietUntil(now)),
      log: this.#logs.take(forKeeping),
    };
  }

  /** While the run goes on and everything is read, a second without rows is a second without samples. */
  #quietUntil(now: number): number {
    if (this.#ended) return Number.POSITIVE_INFINITY;
    return this.#caughtUp && Number.isFinite(this.#newestEnd) ? now - 1000 : Number.NEGATIVE_INFINITY;
  }

  #take(batch: JtlBatch): void {
    this.#statistics.add(batch);
    this.#levels.add(batch, this.#order.host);
    for (let i = 0; i < batch.length; i += 1) {
      const end = (batch.timeStamp[i] ?? 0) + (batch.elapsed[i] ?? 0);
      if (end > this.#newestEnd) this.#newestEnd = end;
    }
  }
}

/** In order of appearance, as long as there are not too many. */
function mostSampled(labels: Statistics[]): Statistics[] {
  if (labels.length <= mostLabels) return labels;
  return labels.sort((a, b) => b.samples - a.samples).slice(0, mostLabels);
}
