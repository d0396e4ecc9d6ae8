import type { Host } from '#core/contract/hosts.ts';
import { sourceErrorOf } from '#core/metrics/source-error.ts';
import type { Clock } from '#core/time/clock.ts';
import type { SourceInfo, SourcePort } from '../sources/live-sources.ts';
import { type HostFigures, latestFigures, noFigures } from './figures.ts';
import { hostState } from './host-state.ts';

/** An answer is used again for this long, ms: several windows look at the same page. */
export const cachedFor = 5000;
/** ms one source may take. */
const askTimeout = 12_000;

type Answer = { hosts: Host[] } | { error: string };

export interface HostList {
  hosts: Host[];
  failed: { sourceId: string; error: string }[];
}

/** Every host that reports to any source. */
export class HostsService {
  readonly #sources: SourcePort;
  readonly #clock: Clock;
  readonly #cache = new Map<string, { info: SourceInfo; at: number; answer: Promise<Answer> }>();

  constructor(parts: { sources: SourcePort; clock: Clock }) {
    this.#sources = parts.sources;
    this.#clock = parts.clock;
  }

  /** Hosts by name; sources that could not be asked are named with the reason, the others answer all the same. */
  async list(sourceId?: string): Promise<HostList> {
    const asked = this.#sources.infos().filter((info) => sourceId === undefined || info.id === sourceId);
    const answers = await Promise.all(asked.map(async (info) => ({ info, answer: await this.#ask(info) })));
    const list: HostList = { hosts: [], failed: [] };
    for (const { info, answer } of answers) {
      if ('error' in answer) list.failed.push({ sourceId: info.id, error: answer.error });
      else list.hosts.push(...answer.hosts);
    }
    list.hosts.sort((a, b) => a.name.localeCompare(b.name) || a.sourceName.localeCompare(b.sourceName));
    return list;
  }

  #ask(info: SourceInfo): Promise<Answer> {
    const now = this.#clock.monotonic();
    const held = this.#cache.get(info.id);
    if (held && held.info === info && now - held.at < cachedFor) return held.answer;
    const answer = this.#hostsOf(info).catch((error: unknown) => ({ error: sourceErrorOf(error).message }));
    this.#cache.set(info.id, { info, at: now, answer });
    for (const id of this.#cache.keys()) if (!this.#sources.info(id)) this.#cache.delete(id);
    return answer;
  }

  async #hostsOf(info: SourceInfo): Promise<Answer> {
    const signal = AbortSignal.timeout(askTimeout);
    const now = this.#clock.now();
    const [sightings, figures] = await Promise.all([
      this.#sources.hosts(info.id, signal),
      // A host without figures is still a host.
      latestFigures(this.#sources, info.id, now, signal).catch(() => new Map<string, HostFigures>()),
    ]);
    const hosts = sightings.map((sighting): Host => {
      const seen = sighting.measurements.flatMap((one) => (one.lastSeenAt === null ? [] : [one.lastSeenAt]));
      const lastSeenAt = seen.length === 0 ? null : Math.max(...seen);
      return {
        name: sighting.name,
        sourceId: info.id,
        sourceName: info.name,
        state: hostState(lastSeenAt, sighting.intervalMs ?? info.intervalMs, now),
        lastSeenAt,
        intervalMs: sighting.intervalMs,
        gaps: sighting.gaps,
        measurements: sighting.measurements,
        ...(figures.get(sighting.name) ?? noFigures),
      };
    });
    return { hosts };
  }
}
