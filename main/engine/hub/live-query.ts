import type { Range } from '#core/contract/boards.ts';
import { backOff } from '#core/metrics/back-off.ts';
import type { Provenance } from '#core/metrics/frame.ts';
import { seriesOf } from '#core/metrics/frame-series.ts';
import { type HeldSeries, mergeRows, newestValue, trimBefore } from '#core/metrics/held-series.ts';
import { bucketStart } from '#core/metrics/interval.ts';
import { type SourceErrorCode, sourceErrorOf } from '#core/metrics/source-error.ts';
import type { Clock } from '#core/time/clock.ts';
import type { SourceInfo, SourcePort } from '../sources/live-sources.ts';
import type { Batcher } from './batcher.ts';
import { maxPoints, maxSeries, quickestRefresh, slowestRefresh, wholeFetchEvery } from './limits.ts';
import { type Held, planFetch } from './plan.ts';
import { isBucketed, type Question } from './question.ts';

export interface QueryProblem {
  code: SourceErrorCode;
  message: string;
  /** Since when its source is in error, else since when this query fails, epoch ms. */
  since: number;
  nextTryAt: number | null;
}

/** What changed at a fetch: by series the time of its first changed row. */
export interface QueryChange {
  series: ReadonlyMap<string, number>;
  removed: readonly string[];
}

/** What a subscriber may read of a query at any time. */
export interface QueryView {
  readonly series: ReadonlyMap<string, HeldSeries>;
  /** Whether the store has answered at least once. */
  readonly answered: boolean;
  /** Kept data stays in `series` while there is a problem. */
  readonly problem: QueryProblem | null;
  readonly provenance: Provenance | null;
  /** Time of the newest value, epoch ms. */
  readonly newestAt: number | null;
}

export type QueryListener = (change: QueryChange) => void;

/** What the hub counts. */
export interface QueryCounts {
  fetches: number;
  wholeFetches: number;
  points: number;
  failures: number;
}

export interface LiveQueryParts {
  sources: SourcePort;
  /** Asks a source, together with what others ask at the same moment. */
  batcher: Batcher;
  clock: Clock;
  random: () => number;
  counts: QueryCounts;
}

const nothing: QueryChange = { series: new Map(), removed: [] };

/** One query with its held data, asked once however many subscribers it has. */
export class LiveQuery implements QueryView {
  readonly question: Question;
  readonly series = new Map<string, HeldSeries>();
  answered = false;
  problem: QueryProblem | null = null;
  provenance: Provenance | null = null;
  newestAt: number | null = null;
  /** Monotonic ms since when nobody subscribes; undefined while somebody does. */
  idleSince: number | undefined;
  readonly #parts: LiveQueryParts;
  readonly #subscribers = new Map<QueryListener, number>();
  readonly #ended = new AbortController();
  #held: Held | undefined;
  #wholeAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #dueAt = 0;
  #fetching = false;
  /** As the source was when it was last asked; another object means it was configured anew. */
  #source: SourceInfo | undefined;

  constructor(question: Question, parts: LiveQueryParts) {
    this.question = question;
    this.#parts = parts;
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  subscribe(range: Range, listener: QueryListener): void {
    const seconds = range.kind === 'relative' ? range.seconds : 0;
    const longer = seconds * 1000 > this.#window();
    this.#subscribers.set(listener, seconds);
    this.idleSince = undefined;
    // A longer window needs what was never fetched; an idle query has fallen behind.
    if (longer || this.#subscribers.size === 1) this.wake();
  }

  unsubscribe(listener: QueryListener): void {
    this.#subscribers.delete(listener);
    if (this.#subscribers.size === 0) this.idleSince = this.#parts.clock.monotonic();
  }

  /** Makes the query due at once. */
  wake(): void {
    this.#dueAt = 0;
  }

  /** Its source answers again or was configured anew: asks at once if that can change anything. */
  sourceChanged(): void {
    if (this.problem === null && this.#parts.sources.info(this.question.sourceId) === this.#source) return;
    this.wake();
    void this.refreshIfDue();
  }

  /** Fetches when it is due and nobody does so already. Never rejects. */
  async refreshIfDue(): Promise<void> {
    if (this.#fetching || this.#subscribers.size === 0 || this.#parts.clock.monotonic() < this.#dueAt) return;
    this.#fetching = true;
    // Set before the answer comes: a wish for an earlier look meanwhile must not be overwritten.
    this.#dueAt = this.#parts.clock.monotonic() + this.#pace();
    try {
      await this.#fetch();
    } finally {
      this.#fetching = false;
    }
  }

  end(): void {
    this.#ended.abort(new Error('query ended'));
    this.#subscribers.clear();
  }

  #window(): number {
    return Math.max(0, ...this.#subscribers.values()) * 1000;
  }

  /** ms between two looks: half a bucket shows a new point soon; the past of "last week" needs one look a bucket. */
  #pace(): number {
    const { interval, shift } = this.question;
    const wanted = shift > 0 ? interval : interval / 2;
    return Math.min(slowestRefresh, Math.max(quickestRefresh, wanted));
  }

  #wanted(now: number): { from: number; to: number } {
    const { range } = this.question;
    if (range.kind === 'absolute') return { from: range.from, to: range.to };
    return { from: now - this.#window(), to: now + 1 };
  }

  async #fetch(): Promise<void> {
    const { sources, batcher, clock, counts } = this.#parts;
    const { sourceId, target, interval, shift, range } = this.question;
    const now = clock.now();
    const { from, to } = this.#wanted(now);
    const stale = range.kind === 'relative' && clock.monotonic() - this.#wholeAt >= wholeFetchEvery;
    const source = sources.info(sourceId);
    if (source !== this.#source) this.#held = undefined;
    this.#source = source;
    const plan = planFetch({ from, to, interval, whole: stale || !isBucketed(target) }, this.#held);
    counts.fetches += 1;
    try {
      const query = { target, from: plan.from - shift, to: plan.to - shift, interval };
      const answer = await batcher.query(sourceId, query, this.#ended.signal);
      if (this.#ended.signal.aborted) return;
      this.#failures = 0;
      this.problem = null;
      this.answered = true;
      if (plan.whole) {
        counts.wholeFetches += 1;
        this.#wholeAt = clock.monotonic();
      }
      const fetched = seriesOf(answer.frames, shift, plan.to - 1);
      for (const one of fetched) counts.points += one.times.length;
      const change = this.#take(fetched, plan, from);
      this.provenance = { ...answer.provenance, notices: [...answer.provenance.notices, ...this.#cut(fetched.length)] };
      // Trimming has moved the start of what is held.
      const start = plan.whole ? plan.from : Math.max(this.#held?.from ?? plan.from, bucketStart(from, interval));
      this.#held = { from: start, until: Math.min(plan.to, now), newest: this.#newest() };
      this.newestAt = this.#held.newest.length > 0 ? Math.max(...this.#held.newest) : null;
      // Nothing more can come into a range that is over.
      if (range.kind === 'absolute' && range.to <= now) this.#dueAt = Number.POSITIVE_INFINITY;
      this.#tell(change);
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      counts.failures += 1;
      this.#failed(error);
    }
  }

  #take(fetched: readonly HeldSeries[], plan: { from: number; whole: boolean }, windowFrom: number): QueryChange {
    const changed = new Map<string, number>();
    const seen = new Set<string>();
    for (const one of fetched) {
      const held = this.series.get(one.key);
      if (!held && this.series.size >= maxSeries) continue;
      seen.add(one.key);
      const kept = held ?? { ...one, times: [], values: [] };
      if (!held) this.series.set(one.key, kept);
      const first = mergeRows(kept, plan.from, one.times, one.values);
      if (first !== undefined) changed.set(one.key, first);
    }
    const removed: string[] = [];
    for (const [key, held] of this.series) {
      if (this.question.range.kind === 'relative') trimBefore(held, windowFrom - this.question.interval);
      if ((plan.whole && !seen.has(key)) || held.times.length === 0) {
        this.series.delete(key);
        changed.delete(key);
        removed.push(key);
      }
    }
    return { series: changed, removed };
  }

  /** Holds the limits; what had to go is told in machine words. */
  #cut(fetched: number): string[] {
    const notices: string[] = [];
    if (fetched > maxSeries) notices.push(`series-cut:${fetched - maxSeries}`);
    let points = 0;
    for (const held of this.series.values()) points += held.times.length;
    if (points > maxPoints) {
      const share = Math.floor(maxPoints / this.series.size);
      let dropped = 0;
      for (const held of this.series.values()) {
        const count = Math.max(0, held.times.length - share);
        held.times.splice(0, count);
        held.values.splice(0, count);
        dropped += count;
      }
      notices.push(`points-cut:${dropped}`);
    }
    return notices;
  }

  #newest(): number[] {
    return [...this.series.values()].flatMap((held) => {
      const time = newestValue(held);
      return time === undefined ? [] : [time];
    });
  }

  #failed(error: unknown): void {
    const { clock, random, sources } = this.#parts;
    const failed = sourceErrorOf(error);
    const now = clock.now();
    this.#failures += 1;
    const failing = sources.failing(this.question.sourceId);
    // A source in error answers at once and for nothing; an error of the query alone is asked less and less often.
    const wait = failing ? this.#pace() : Math.max(this.#pace(), backOff(this.#failures, random()));
    this.#dueAt = clock.monotonic() + wait;
    const nextTryAt = failing ? failing.nextTryAt : now + wait;
    const before = this.problem;
    // The source was down before anybody opened this panel.
    const since = failing?.since ?? before?.since ?? now;
    this.problem = { code: failed.code, message: failed.message, since, nextTryAt };
    const same = before?.message === failed.message && before.nextTryAt === nextTryAt && before.since === since;
    if (!same) this.#tell(nothing);
  }

  #tell(change: QueryChange): void {
    for (const listener of this.#subscribers.keys()) listener(change);
  }
}
