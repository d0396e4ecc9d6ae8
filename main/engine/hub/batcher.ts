import type { Frame, QueryAnswer } from '#core/metrics/frame.ts';
import { scaled } from '#core/metrics/frame-columns.ts';
import type { RangeQuery, SelectTarget } from '#core/metrics/query.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import type { SourcePort } from '../sources/live-sources.ts';
import { questionKey } from './question.ts';

/** Fields one merged query asks for at most (the limit of a select target). */
const maxFields = 20;
/** Queries are merged when their starts are at most this many buckets apart. */
const mergeWithin = 5;

interface Waiting {
  sourceId: string;
  query: RangeQuery & { target: SelectTarget };
  resolve: (answer: QueryAnswer) => void;
  reject: (error: unknown) => void;
}

/**
 * Merges what is asked at one moment: select targets that differ only in their fields and scale become one query, whose
 * answer is handed out again. A board's twenty questions are a dozen queries then.
 */
export class Batcher {
  readonly #sources: Pick<SourcePort, 'query'>;
  readonly #signal: AbortSignal;
  #waiting: Waiting[] = [];

  constructor(sources: Pick<SourcePort, 'query'>, signal: AbortSignal) {
    this.#sources = sources;
    this.#signal = signal;
  }

  /** As the source's own `query`; a merged query goes on when one of those who wanted it left. */
  query(sourceId: string, query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer> {
    const { target } = query;
    if (target.kind === 'raw') return this.#sources.query(sourceId, query, signal);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sourceId, query: { ...query, target }, resolve, reject });
      // Everything that is asked in the same turn of the loop is in the list when this runs.
      if (this.#waiting.length === 1) queueMicrotask(() => this.#flush());
    });
  }

  #flush(): void {
    const groups = new Map<string, Waiting[]>();
    for (const one of this.#waiting.splice(0).sort((a, b) => a.query.from - b.query.from)) {
      const key = mergeKey(one);
      const group = groups.get(key);
      if (!group) groups.set(key, [one]);
      else if (fits(group, one)) group.push(one);
      // What does not fit starts a group of its own under the same key; the full one is sent now.
      else {
        void this.#ask(group);
        groups.set(key, [one]);
      }
    }
    for (const group of groups.values()) void this.#ask(group);
  }

  async #ask(group: readonly Waiting[]): Promise<void> {
    const [first] = group;
    if (!first) return;
    if (group.length === 1) return this.#askAlone(first);
    const fields = fieldsOf(group);
    const target: SelectTarget = { ...first.query.target, fields, scale: 1 };
    try {
      const answer = await this.#sources.query(first.sourceId, { ...first.query, target }, this.#signal);
      for (const one of group) one.resolve({ ...answer, frames: share(answer.frames, one.query.target) });
    } catch (error) {
      // One field that cannot be aggregated must not take the others with it.
      if (error instanceof SourceError && error.code === 'query')
        await Promise.all(group.map((one) => this.#askAlone(one)));
      else for (const one of group) one.reject(error);
    }
  }

  async #askAlone(one: Waiting): Promise<void> {
    try {
      one.resolve(await this.#sources.query(one.sourceId, one.query, this.#signal));
    } catch (error) {
      one.reject(error);
    }
  }
}

function mergeKey({ sourceId, query }: Waiting): string {
  const target: SelectTarget = { ...query.target, fields: [], scale: 1 };
  const range = { kind: 'absolute' as const, from: 0, to: query.to };
  return questionKey({ sourceId, target, range, interval: query.interval, shift: 0 });
}

function fits(group: readonly Waiting[], one: Waiting): boolean {
  const start = group[0]?.query.from ?? one.query.from;
  return one.query.from - start <= mergeWithin * one.query.interval && fieldsOf([...group, one]).length <= maxFields;
}

const fieldsOf = (group: readonly Waiting[]): string[] => [...new Set(group.flatMap((one) => one.query.target.fields))];

/** The part of a merged answer that one target asked for. */
function share(frames: readonly Frame[], target: SelectTarget): Frame[] {
  const own = frames.flatMap((frame) => {
    const columns = frame.columns.filter((column) => target.fields.includes(column.name));
    return columns.length === 0 ? [] : [{ ...frame, columns }];
  });
  return scaled(own, target.scale);
}
