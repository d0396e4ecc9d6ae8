import type { JtlBatch } from '#core/loadtest/jtl-batch.ts';
import { createSeconds, type Seconds } from '#core/loadtest/seconds.ts';
import type { SecondsLosses } from '#core/loadtest/seconds-types.ts';
import { codeName } from './error-code.ts';
import type { HistoryPart } from './tick.ts';

/**
 * Widths of buckets, ms, finest first, and how many single durations each keeps until its percentiles are final: enough for
 * two buckets at 20,000 rows a second. A run is shown in the finest width that holds all of it within `mostBuckets`.
 */
const widths = [
  { interval: 1000, maxValues: 600_000 },
  { interval: 10_000, maxValues: 1_000_000 },
  { interval: 60_000, maxValues: 3_000_000 },
] as const;
const maxCells = 120_000;
const mostBuckets = 4000;
/** Kinds of error code told apart in the history; further ones are shown as one. */
const mostCodes = 40;
const otherCodes = '(other)';

interface Level {
  width: number;
  seconds: Seconds;
}

/** The run by bucket at every width, fed once; gives out the part of the shown width that changed. */
export class HistoryLevels {
  readonly #levels: Level[];
  readonly #labels = new Map<string | null, number>();
  readonly #codes = new Map<string, number>();
  #shown: Level;
  #revision = 0;
  #sentLabels = 0;
  #sentCodes = 0;

  constructor() {
    this.#levels = widths.map(({ interval, maxValues }) => ({
      width: interval,
      seconds: createSeconds({ interval, limits: { maxCells, maxValues } }),
    }));
    const [finest] = this.#levels;
    if (finest === undefined) throw new Error('a history needs a width');
    this.#shown = finest;
    this.#labels.set(null, 0);
  }

  add(batch: JtlBatch, host: string): void {
    for (const { seconds } of this.#levels) seconds.add(batch, host);
  }

  /** The one-second level, for live intervals. */
  get finest(): Seconds {
    return this.#levels[0]?.seconds ?? this.#shown.seconds;
  }

  losses(): SecondsLosses {
    return this.#shown.seconds.losses();
  }

  /**
   * Buckets that changed since the last call, or all of them with `whole` or when the width changed. `quietUntil`: up to
   * here nothing more can come, epoch ms; Infinity when the run is over, -Infinity when it is not known.
   */
  take(whole: boolean, quietUntil: number): HistoryPart {
    const level = this.#choose();
    const fresh = whole || level !== this.#shown;
    if (level !== this.#shown) this.#shown = level;
    const { revision, starts } = level.seconds.changedSince(fresh ? 0 : this.#revision);
    this.#revision = revision;
    const cells: number[] = [];
    const codeCells: number[] = [];
    const users: number[] = [];
    for (const start of starts) {
      const interval = level.seconds.interval(start, start + level.width);
      users.push(start, interval.threads.last ?? Number.NaN);
      for (const one of [interval.total, ...interval.labels]) {
        const label = indexOf(this.#labels, one.label);
        const { all, ko } = one;
        const at = (p: number) => all.percentile(p) ?? Number.NaN;
        const mean = all.count > 0 ? all.sum / all.count : Number.NaN;
        cells.push(start, label, all.count, ko.count, mean, at(50), at(90), at(95), at(99), all.received, all.sent);
        for (const [code, count] of this.#byCode(one.errors)) codeCells.push(start, label, code, count);
      }
    }
    const last = level.seconds.span()?.to ?? 0;
    const quiet = Math.floor(quietUntil / level.width) * level.width;
    const labels = [...this.#labels.keys()].slice(fresh ? 0 : this.#sentLabels).map(nameOf);
    const codes = [...this.#codes.keys()].slice(fresh ? 0 : this.#sentCodes);
    this.#sentLabels = this.#labels.size;
    this.#sentCodes = this.#codes.size;
    return {
      width: level.width,
      whole: fresh,
      labels,
      codes,
      cells: Float64Array.from(cells),
      codeCells: Float64Array.from(codeCells),
      users: Float64Array.from(users),
      completeTo: Number.isFinite(quietUntil) ? Math.max(last, quiet) : quietUntil > 0 ? last + level.width : last,
    };
  }

  /** Never back to a finer width: what was evicted does not return. */
  #choose(): Level {
    const from = this.#levels.indexOf(this.#shown);
    for (const level of this.#levels.slice(from)) {
      const span = level.seconds.span();
      if (span === undefined) return level;
      if (level.seconds.losses().secondsEvicted === 0 && (span.to - span.from) / level.width < mostBuckets)
        return level;
    }
    return this.#levels.at(-1) ?? this.#shown;
  }

  #byCode(errors: readonly { code: string; count: number }[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const { code, count } of errors) {
      const name = codeName(code);
      const known = this.#codes.has(name) || this.#codes.size < mostCodes;
      const index = indexOf(this.#codes, known ? name : otherCodes);
      counts.set(index, (counts.get(index) ?? 0) + count);
    }
    return counts;
  }
}

/** The empty name is the total's. */
function nameOf(label: string | null): string {
  if (label === null) return '';
  return label === '' ? '(unnamed)' : label;
}

function indexOf<K>(known: Map<K, number>, key: K): number {
  let index = known.get(key);
  if (index === undefined) {
    index = known.size;
    known.set(key, index);
  }
  return index;
}
