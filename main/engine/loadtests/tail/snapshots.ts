import type { Statistics as ContractStatistics } from '#core/contract/loadtests.ts';
import type { Statistics } from '#core/loadtest/statistics.ts';
import type { LabelStatistics, RunStatistics } from '#core/loadtest/statistics-types.ts';
import { toStatistics } from './to-statistics.ts';

/** JMeter's windows are sorted for at most this share of the time. */
const share = 0.1;

export interface Figures {
  run: RunStatistics;
  total: ContractStatistics;
  /** Labels with samples, in order of appearance. */
  labels: ContractStatistics[];
}

/**
 * Figures of a run under way. Exact percentiles are new every time; those of JMeter's window need a sort of 20,000 values
 * a label, so with many labels they are some seconds old until the run ends.
 */
export class Snapshots {
  readonly #statistics: Statistics;
  readonly #monotonic: () => number;
  readonly #windowed = new Map<string, ContractStatistics['jmeter']>();
  #dueAt = Number.NEGATIVE_INFINITY;

  constructor(statistics: Statistics, monotonic: () => number) {
    this.#statistics = statistics;
    this.#monotonic = monotonic;
  }

  take(foldedRows: number, final: boolean): Figures {
    const started = this.#monotonic();
    const due = final || started >= this.#dueAt;
    const run = this.#statistics.snapshot({ percentiles: due ? 'both' : 'exact', foldedRows });
    const labels = run.labels.filter((one) => one.samples > 0);
    const figures: Figures = {
      run,
      total: this.#complete(run.total, due, 'total'),
      labels: labels.map((one) => this.#complete(one, due, `label ${one.label}`)),
    };
    if (due) {
      const ended = this.#monotonic();
      this.#dueAt = ended + (ended - started) / share;
    }
    return figures;
  }

  #complete(one: LabelStatistics, isWindowed: boolean, key: string): ContractStatistics {
    const told = toStatistics(one);
    if (isWindowed) this.#windowed.set(key, told.jmeter);
    // A label that is younger than the last sort has few samples: all of them are in its window.
    return { ...told, jmeter: this.#windowed.get(key) ?? told.exact };
  }
}
