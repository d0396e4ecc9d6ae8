import type { Host } from '#core/contract/hosts.ts';
import type { Run } from '#core/contract/loadtests.ts';
import type { Source } from '#core/contract/sources.ts';

/** Something that lasted, or still does (`to` null). */
export interface Stretch {
  readonly key: string;
  readonly from: number;
  readonly to: number | null;
  readonly name: string;
  readonly kind: 'run' | 'source' | 'gap' | 'silent' | 'unknown';
}

/** Where a stretch lies in a window, as shares 0..1; `undefined` outside it. */
export function placeIn(
  stretch: Pick<Stretch, 'from' | 'to'>,
  from: number,
  to: number,
): { left: number; width: number } | undefined {
  const start = Math.max(from, stretch.from);
  const end = Math.min(to, stretch.to ?? to);
  if (end < start || stretch.from > to || to <= from) return undefined;
  return { left: (start - from) / (to - from), width: (end - start) / (to - from) };
}

export function runStretches(runs: readonly Run[]): Stretch[] {
  return runs.map((run) => ({
    key: run.id,
    from: run.startedAt,
    to: run.state === 'ended' ? (run.endedAt ?? run.startedAt) : null,
    name: `#${run.number} ${run.name}`,
    kind: 'run',
  }));
}

/** Outages of the moment: what a source was like before is not kept. */
export function sourceStretches(sources: readonly Source[]): Stretch[] {
  return sources
    .filter((source) => source.status.state === 'error')
    .map((source) => ({ key: source.id, from: source.status.since, to: null, name: source.name, kind: 'source' }));
}

/** What an empty lane may say: that there was nothing, or, where part of it could not be asked, that this is not known. */
export function emptyLane(lane: { answered: boolean; failed: boolean }): 'laneNone' | 'laneNotKnown' | undefined {
  if (lane.failed) return 'laneNotKnown';
  return lane.answered ? 'laneNone' : undefined;
}

/** Pauses in the data of hosts (the engine keeps those of the last hour), and hosts that are silent or not known now. */
export function hostStretches(hosts: readonly Host[]): Stretch[] {
  return hosts.flatMap((host): Stretch[] => {
    const key = `${host.sourceId} ${host.name}`;
    const gaps = host.gaps.map(
      (gap): Stretch => ({ key: `${key} ${gap.from}`, from: gap.from, to: gap.to, name: host.name, kind: 'gap' }),
    );
    const silent: Stretch[] =
      host.state === 'silent' && host.lastSeenAt !== null
        ? [{ key: `${key} silent`, from: host.lastSeenAt, to: null, name: host.name, kind: 'silent' }]
        : [];
    const unknown: Stretch[] =
      host.unknownSince === null
        ? []
        : [{ key: `${key} unknown`, from: host.unknownSince, to: null, name: host.name, kind: 'unknown' }];
    return [...gaps, ...silent, ...unknown];
  });
}
