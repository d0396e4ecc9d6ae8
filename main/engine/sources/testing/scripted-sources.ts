import type { QueryAnswer } from '#core/metrics/frame.ts';
import type { RangeQuery } from '#core/metrics/query.ts';
import type { Clock } from '#core/time/clock.ts';
import type { SourceInfo, SourcePort } from '../live-sources.ts';

/**
 * Sources for tests of what stands on them: one source `s` whose points are a function of time, with one point every
 * `intervalMs` since the epoch. Keeps every query it was asked.
 */
export class ScriptedSources implements SourcePort {
  readonly asked: RangeQuery[] = [];
  /** Value of a series at a time; undefined where it has no point. */
  value: (host: string, time: number) => number | undefined = (_, time) => time / 1000;
  hostNames = ['a'];
  /** When set, queries reject with it. */
  error: Error | undefined;
  failingSince: { since: number; nextTryAt: number | null } | undefined;
  readonly #clock: Clock;
  readonly #listeners = new Set<(id: string) => void>();
  #info: SourceInfo;

  constructor(clock: Clock, intervalMs = 10_000) {
    this.#clock = clock;
    this.#info = { id: 's', name: 'scripted', kind: 'influxdb1', intervalMs };
  }

  infos() {
    return [this.#info];
  }

  info(id: string) {
    return id === 's' ? this.#info : undefined;
  }

  /** As if the source had been configured anew. */
  replace() {
    this.#info = { ...this.#info };
    this.tell();
  }

  tell() {
    for (const listener of this.#listeners) listener('s');
  }

  async query(_id: string, query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer> {
    this.asked.push(query);
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.error) throw this.error;
    const frames = this.hostNames.flatMap((host) => {
      const times: number[] = [];
      const values: number[] = [];
      for (
        let time = Math.ceil(query.from / query.interval) * query.interval;
        time < query.to;
        time += query.interval
      ) {
        const value = time > this.#clock.now() ? undefined : this.value(host, time);
        if (value === undefined) continue;
        times.push(time);
        values.push(value);
      }
      if (times.length === 0) return [];
      return [
        {
          key: host,
          name: 'm',
          labels: { host },
          shape: 'series' as const,
          times,
          columns: [{ name: 'f', type: 'number' as const, values }],
        },
      ];
    });
    return { frames, provenance: { sourceId: 's', query: 'text', executedAt: this.#clock.now(), notices: [] } };
  }

  schema() {
    return Promise.resolve({ measurements: [], fields: [], tags: [] });
  }

  tagValues() {
    return this.error ? Promise.reject(this.error) : Promise.resolve([...this.hostNames]);
  }

  hosts() {
    return Promise.resolve([]);
  }

  failing() {
    return this.failingSince;
  }

  onChange(listener: (id: string) => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
