import type { Clock } from '#core/time/clock.ts';
import type { SourcePort } from '../sources/live-sources.ts';
import { Batcher } from './batcher.ts';
import { subscriberGrace, tickEvery } from './limits.ts';
import { LiveQuery, type QueryCounts, type QueryListener, type QueryView } from './live-query.ts';
import { type Question, questionKey } from './question.ts';

export interface HubStatus extends QueryCounts {
  queries: number;
  subscribers: number;
  series: number;
}

/** A subscription: the state of its query to read at any time, until it is ended. */
export interface Subscription {
  readonly view: QueryView;
  end(): void;
}

/**
 * Asks the stores: each question once however many windows, panels and rules want it, and only for what is new since
 * the last point it holds. Queries stop when nobody subscribes.
 */
export class QueryHub {
  readonly #parts: { sources: SourcePort; clock: Clock; random: () => number };
  readonly #queries = new Map<string, LiveQuery>();
  readonly #counts: QueryCounts = { fetches: 0, wholeFetches: 0, points: 0, failures: 0 };
  readonly #stops: (() => void)[];
  readonly #ended = new AbortController();
  readonly #batcher: Batcher;

  constructor(parts: { sources: SourcePort; clock: Clock; random?: () => number }) {
    this.#parts = { random: Math.random, ...parts };
    this.#batcher = new Batcher(parts.sources, this.#ended.signal);
    this.#stops = [
      parts.clock.every(tickEvery, () => this.#tick()),
      parts.sources.onChange((id) => this.#sourceChanged(id)),
    ];
  }

  /** Calls `listener` after every fetch and every change of the problem. The first fetch starts at once. */
  subscribe(question: Question, listener: QueryListener): Subscription {
    const key = questionKey(question);
    const query =
      this.#queries.get(key) ??
      new LiveQuery(question, { ...this.#parts, batcher: this.#batcher, counts: this.#counts });
    this.#queries.set(key, query);
    // A function of its own: the same listener may subscribe twice.
    const own: QueryListener = (change) => listener(change);
    query.subscribe(question.range, own);
    void query.refreshIfDue();
    return { view: query, end: () => query.unsubscribe(own) };
  }

  status(): HubStatus {
    const all = [...this.#queries.values()];
    const sum = (count: (query: LiveQuery) => number) => all.reduce((total, query) => total + count(query), 0);
    return {
      ...this.#counts,
      queries: all.length,
      subscribers: sum((query) => query.subscribers),
      series: sum((query) => query.series.size),
    };
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#ended.abort(new Error('hub closed'));
    for (const query of this.#queries.values()) query.end();
    this.#queries.clear();
  }

  #tick(): void {
    const now = this.#parts.clock.monotonic();
    for (const [key, query] of this.#queries) {
      if (query.idleSince !== undefined && now - query.idleSince >= subscriberGrace) {
        query.end();
        this.#queries.delete(key);
      } else {
        void query.refreshIfDue();
      }
    }
  }

  /** A source that answers again, or was configured anew, is asked by all its queries at once. */
  #sourceChanged(id: string): void {
    if (this.#parts.sources.failing(id)) return;
    for (const query of this.#queries.values()) {
      if (query.question.sourceId === id) query.sourceChanged();
    }
  }
}
