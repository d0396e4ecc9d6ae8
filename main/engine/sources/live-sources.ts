import type { SourceConfig } from '#core/contract/sources.ts';
import type { QueryAnswer } from '#core/metrics/frame.ts';
import type { RangeQuery } from '#core/metrics/query.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import type { Clock } from '#core/time/clock.ts';
import type { HostSighting, SourceAdapter, SourceSchema, SourceWriter } from './adapter.ts';
import { createAdapter } from './create.ts';
import { LiveSource } from './live-source.ts';
import type { RememberedState } from './remembered-state.ts';

const tickEvery = 1000;

/** What the hub, boards and hosts may know of a source. */
export interface SourceInfo {
  id: string;
  name: string;
  kind: SourceAdapter['kind'];
  /** How often its data arrives, ms. */
  intervalMs: number;
}

/** The narrow port through which other rooms reach the metric stores. */
export interface SourcePort {
  infos(): SourceInfo[];
  info(id: string): SourceInfo | undefined;
  /** @throws SourceError; `not-found` for an unknown source */
  query(id: string, query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer>;
  schema(id: string, measurement: string | undefined, signal: AbortSignal): Promise<SourceSchema>;
  tagValues(id: string, measurement: string, tag: string, signal: AbortSignal): Promise<string[]>;
  hosts(id: string, signal: AbortSignal): Promise<HostSighting[]>;
  /** Since when the source is in error, and when it is asked again, epoch ms. */
  failing(id: string): { since: number; nextTryAt: number | null } | undefined;
  /** Called with the id of a source that came, went, failed or answers again. */
  onChange(listener: (id: string) => void): () => void;
}

interface Entry {
  info: SourceInfo;
  live: LiveSource;
}

/** All sources in use, each with its state; probes them in the background. */
export class LiveSources implements SourcePort {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<(id: string) => void>();
  readonly #stop: () => void;

  constructor(parts: { clock: Clock; random: () => number }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#stop = parts.clock.every(tickEvery, () => {
      for (const entry of this.#entries.values()) entry.live.tick();
    });
  }

  /** Takes a source into use, in place of the one with its id. */
  put(info: SourceInfo, adapter: SourceAdapter, remembered?: RememberedState): void {
    this.#entries.get(info.id)?.live.close();
    const live = new LiveSource({
      id: info.id,
      adapter,
      clock: this.#clock,
      random: this.#random,
      onChange: () => this.#changed(info.id),
      remembered,
    });
    this.#entries.set(info.id, { info, live });
    void live.probe();
    this.#changed(info.id);
  }

  putConfigured(id: string, config: SourceConfig, secret: string | undefined, remembered?: RememberedState): void {
    const info = { id, name: config.name, kind: config.kind, intervalMs: config.intervalSeconds * 1000 };
    this.put(info, createAdapter({ sourceId: id, config, secret, clock: this.#clock }), remembered);
  }

  remove(id: string): void {
    this.#entries.get(id)?.live.close();
    this.#entries.delete(id);
    this.#changed(id);
  }

  get(id: string): LiveSource | undefined {
    return this.#entries.get(id)?.live;
  }

  infos(): SourceInfo[] {
    return [...this.#entries.values()].map((entry) => entry.info);
  }

  info(id: string): SourceInfo | undefined {
    return this.#entries.get(id)?.info;
  }

  async query(id: string, query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer> {
    return this.#known(id).query(query, signal);
  }

  async schema(id: string, measurement: string | undefined, signal: AbortSignal): Promise<SourceSchema> {
    const live = this.#known(id);
    return live.run(signal, (inner) => live.adapter.schema(measurement, inner));
  }

  async tagValues(id: string, measurement: string, tag: string, signal: AbortSignal): Promise<string[]> {
    const live = this.#known(id);
    return live.run(signal, (inner) => live.adapter.tagValues(measurement, tag, inner));
  }

  async hosts(id: string, signal: AbortSignal): Promise<HostSighting[]> {
    return this.#known(id).hosts(signal);
  }

  /** For live numbers of load tests; undefined where the store takes none. A write is not held back by the state. */
  writer(id: string): SourceWriter | undefined {
    return this.#entries.get(id)?.live.adapter.writer;
  }

  failing(id: string): { since: number; nextTryAt: number | null } | undefined {
    const status = this.#entries.get(id)?.live.status();
    return status?.state === 'error' ? { since: status.since, nextTryAt: status.nextTryAt } : undefined;
  }

  onChange(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#stop();
    for (const entry of this.#entries.values()) entry.live.close();
    this.#entries.clear();
    this.#listeners.clear();
  }

  #known(id: string): LiveSource {
    const entry = this.#entries.get(id);
    if (!entry) throw new SourceError('not-found', 'This source was removed.');
    return entry.live;
  }

  #changed(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }
}
