import type { Host } from '#core/contract/hosts.ts';
import type { Pulse } from '#core/contract/system.ts';
import { sourceErrorOf } from '#core/metrics/source-error.ts';
import type { Clock } from '#core/time/clock.ts';
import type { SourceInfo, SourcePort } from '../sources/live-sources.ts';
import { figureAge, type HostFigures, latestFigures, noFigures } from './figures.ts';
import { hostState } from './host-state.ts';

/** An answer is used again for this long, ms: several windows look at the same page. */
export const cachedFor = 5000;
/** ms one source may take. */
const askTimeout = 12_000;

type Answer = { hosts: Host[] } | { error: string; since: number };

/** What a source last said, and since when it says nothing. */
interface Held {
  info: SourceInfo;
  askedAt: number;
  answer: Promise<Answer>;
  /** Hosts of its last good answer; none before the first. */
  last: { hosts: Host[]; at: number } | undefined;
  failingSince: number | undefined;
}

export interface HostList {
  hosts: Host[];
  failed: { sourceId: string; error: string; since: number }[];
}

/** The counts of a list that the pulse carries. */
export function countOf(list: HostList): NonNullable<Pulse['hosts']> {
  const count = (state: Host['state']) => list.hosts.filter((host) => host.state === state).length;
  return {
    reporting: count('reporting'),
    unknown: count('unknown'),
    total: list.hosts.length,
    failedSources: list.failed.length,
  };
}

/** Every host that reports to any source. */
export class HostsService {
  readonly #sources: SourcePort;
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();

  constructor(parts: { sources: SourcePort; clock: Clock }) {
    this.#sources = parts.sources;
    this.#clock = parts.clock;
  }

  /**
   * Hosts by name. Sources that could not be asked are named with the reason; the hosts they told of before stay in the
   * list as `unknown`, and the other sources answer all the same.
   */
  async list(sourceId?: string): Promise<HostList> {
    const asked = this.#sources.infos().filter((info) => sourceId === undefined || info.id === sourceId);
    const answers = await Promise.all(
      asked.map(async (info) => {
        const held = this.#ask(info);
        return { info, held, answer: await held.answer };
      }),
    );
    const list: HostList = { hosts: [], failed: [] };
    for (const { info, held, answer } of answers) {
      if ('error' in answer) {
        list.failed.push({ sourceId: info.id, error: answer.error, since: answer.since });
        list.hosts.push(...this.#lastKnown(held, answer.since));
      } else list.hosts.push(...answer.hosts);
    }
    list.hosts.sort((a, b) => a.name.localeCompare(b.name) || a.sourceName.localeCompare(b.sourceName));
    return list;
  }

  #ask(info: SourceInfo): Held {
    const now = this.#clock.monotonic();
    const before = this.#held.get(info.id);
    // A source that was changed may be another server: what the old one said is not its word.
    const known = before?.info === info ? before : undefined;
    if (known && now - known.askedAt < cachedFor) return known;
    const held: Held = {
      info,
      askedAt: now,
      answer: Promise.resolve({ hosts: [] }),
      last: known?.last,
      failingSince: known?.failingSince,
    };
    held.answer = this.#answerOf(held);
    this.#held.set(info.id, held);
    for (const id of this.#held.keys()) if (!this.#sources.info(id)) this.#held.delete(id);
    return held;
  }

  async #answerOf(held: Held): Promise<Answer> {
    try {
      const hosts = await this.#hostsOf(held.info);
      held.last = { hosts, at: this.#clock.now() };
      held.failingSince = undefined;
      return { hosts };
    } catch (error) {
      held.failingSince ??= this.#clock.now();
      const since = this.#sources.failing(held.info.id)?.since ?? held.failingSince;
      return { error: sourceErrorOf(error).message, since };
    }
  }

  #lastKnown({ last }: Held, since: number): Host[] {
    if (!last) return [];
    const figures = this.#clock.now() - last.at > figureAge ? noFigures : {};
    return last.hosts.map((host) => ({ ...host, ...figures, state: 'unknown', unknownSince: since }));
  }

  async #hostsOf(info: SourceInfo): Promise<Host[]> {
    const signal = AbortSignal.timeout(askTimeout);
    const now = this.#clock.now();
    const [sightings, figures] = await Promise.all([
      this.#sources.hosts(info.id, signal),
      // A host without figures is still a host.
      latestFigures(this.#sources, info.id, now, signal).catch(() => new Map<string, HostFigures>()),
    ]);
    return sightings.map((sighting): Host => {
      const seen = sighting.measurements.flatMap((one) => (one.lastSeenAt === null ? [] : [one.lastSeenAt]));
      const lastSeenAt = seen.length === 0 ? null : Math.max(...seen);
      return {
        name: sighting.name,
        sourceId: info.id,
        sourceName: info.name,
        state: hostState(lastSeenAt, sighting.intervalMs ?? info.intervalMs, now),
        unknownSince: null,
        lastSeenAt,
        intervalMs: sighting.intervalMs,
        gaps: sighting.gaps,
        measurements: sighting.measurements,
        ...(figures.get(sighting.name) ?? noFigures),
      };
    });
  }
}
