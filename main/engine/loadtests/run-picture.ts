import type { Run, RunUpdate } from '#core/contract/loadtests.ts';
import type { Feed } from '../transports/paced.ts';
import { RunHistory } from './run-history.ts';
import { LogWindow } from './tail/log-lines.ts';
import { logWindowLines } from './tail/log-reader.ts';
import type { Picture } from './tail/tick.ts';

/** Changes of which it is known what they touched; a reader that is further behind gets everything. */
const remembered = 300;

interface Change {
  sequence: number;
  /** Series changed from here on, epoch ms. */
  from: number;
  /** Newest log line before the change. */
  line: number;
}

/** The newest state of one run, in memory, for any number of readers and any label. */
export class RunPicture {
  readonly epoch: string;
  #run: Run;
  #at: number;
  #picture: Pick<Picture, 'labels' | 'errors'> = { labels: [], errors: [] };
  readonly #history = new RunHistory();
  readonly #log = new LogWindow(logWindowLines);
  /** Lines that the tail dropped before they came here. */
  #dropped = 0;
  #sequence = 0;
  #changes: Change[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(epoch: string, run: Run, at: number) {
    this.epoch = epoch;
    this.#run = run;
    this.#at = at;
  }

  get run(): Run {
    return this.#run;
  }

  /** When it was last changed, epoch ms. */
  get at(): number {
    return this.#at;
  }

  get labels(): Picture['labels'] {
    return this.#picture.labels;
  }

  get errors(): Picture['errors'] {
    return this.#picture.errors;
  }

  /** Takes the run's newest record and, when there is one, the tail's newest part. */
  change(run: Run, at: number, part?: Picture): void {
    const line = this.#log.last;
    this.#run = run;
    this.#at = at;
    let from = Number.POSITIVE_INFINITY;
    if (part !== undefined) {
      this.#picture = { labels: part.labels, errors: part.errors };
      from = this.#history.apply(part.history);
      for (const entry of part.log.lines) this.#log.add(entry);
      this.#dropped = Math.max(this.#dropped, part.log.dropped);
    }
    this.#tell({ from, line });
  }

  /** Sets figures that were kept elsewhere. */
  figures(kept: Pick<Picture, 'labels' | 'errors'>): void {
    this.#picture = { labels: kept.labels, errors: kept.errors };
    this.#tell({ from: Number.POSITIVE_INFINITY, line: this.#log.last });
  }

  /** Adds a line of the console's own to the live log. */
  note(at: number, level: 'INFO' | 'WARN' | 'ERROR', text: string): void {
    const line = this.#log.last;
    this.#log.add({ at, level, origin: 'watchfloor', text });
    this.#tell({ from: Number.POSITIVE_INFINITY, line });
  }

  /** The run seen through one label ('' = all samples). */
  feed(label: string): Feed<RunUpdate> {
    return {
      epoch: this.epoch,
      sequence: () => this.#sequence,
      full: () => this.#update(label, Number.NEGATIVE_INFINITY, 0),
      since: (sequence) => {
        const missed = this.#changes.filter((change) => change.sequence > sequence);
        if (missed.length !== this.#sequence - sequence) return undefined;
        const from = Math.min(Number.POSITIVE_INFINITY, ...missed.map((change) => change.from));
        if (from === Number.NEGATIVE_INFINITY) return undefined;
        return this.#update(label, from, missed[0]?.line ?? this.#log.last);
      },
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  #tell(change: Omit<Change, 'sequence'>): void {
    this.#sequence += 1;
    this.#changes.push({ sequence: this.#sequence, ...change });
    if (this.#changes.length > remembered * 1.25) this.#changes = this.#changes.slice(-remembered);
    for (const listener of this.#listeners) listener();
  }

  #update(label: string, from: number, line: number): RunUpdate {
    const errors = this.#history.errorSeries(label, from);
    return {
      run: this.#run,
      at: this.#at,
      interval: this.#history.width,
      series: this.#history.series(label, from),
      errorCodes: errors.codes,
      errorSeries: errors.block,
      labels: this.#picture.labels.map((one) => ({ ...one, spark: this.#history.spark(one.label) })),
      errors: this.#picture.errors,
      log: { lines: this.#log.after(line), dropped: this.#log.dropped + this.#dropped },
    };
  }
}
