import { expect, it } from 'vitest';
import { SourceError } from '#core/metrics/source-error.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import type { HostSighting } from '../sources/adapter.ts';
import type { SourceInfo, SourcePort } from '../sources/live-sources.ts';
import { figureAge } from './figures.ts';
import { cachedFor, countOf, HostsService } from './service.ts';

const sighting = (name: string, lastSeenAt: number): HostSighting => ({
  name,
  intervalMs: 10_000,
  gaps: [],
  measurements: [{ name: 'mem', lastSeenAt }],
});

/** Two sources, of which `failing` ones answer nothing. */
function two() {
  const clock = new VirtualClock();
  const infos = new Map<string, SourceInfo>(
    ['a', 'b'].map((id) => [id, { id, name: id.toUpperCase(), kind: 'influxdb1', intervalMs: 10_000 }]),
  );
  const failing = new Set<string>();
  const port: SourcePort = {
    infos: () => [...infos.values()],
    info: (id) => infos.get(id),
    query: async (id, { target }) => {
      if (failing.has(id)) throw new SourceError('refused', 'no');
      const about = target.kind === 'select' && target.measurement === 'mem' ? target.fields[0] : undefined;
      const provenance = { sourceId: id, query: '', executedAt: clock.now(), notices: [] };
      if (about === undefined) return { frames: [], provenance };
      const columns = [{ name: about, type: 'number' as const, values: [42] }];
      const labels = { host: `host-${id}` };
      return {
        frames: [{ key: 'k', name: 'n', labels, shape: 'series' as const, times: [clock.now() - 1000], columns }],
        provenance,
      };
    },
    schema: () => Promise.reject(new Error('unused')),
    tagValues: () => Promise.reject(new Error('unused')),
    hosts: async (id) => {
      if (failing.has(id)) throw new SourceError('refused', `${id} refused`);
      return [sighting(`host-${id}`, clock.now())];
    },
    failing: () => undefined,
    onChange: () => () => {},
  };
  return { clock, infos, failing, port, service: new HostsService({ sources: port, clock }) };
}

it('keeps the hosts of a source that fails as unknown, since it fails, and counts them', async () => {
  const { clock, failing, service } = two();
  const seenAt = clock.now();
  expect(countOf(await service.list())).toEqual({ reporting: 2, unknown: 0, total: 2, failedSources: 0 });
  failing.add('b');
  await clock.advance(cachedFor);
  const failedAt = clock.now();
  await service.list();
  await clock.advance(cachedFor);
  const list = await service.list();
  expect(list.failed).toEqual([{ sourceId: 'b', error: 'b refused', since: failedAt }]);
  expect(list.hosts.map(({ name, state, unknownSince }) => [name, state, unknownSince])).toEqual([
    ['host-a', 'reporting', null],
    ['host-b', 'unknown', failedAt],
  ]);
  expect(list.hosts[1]).toMatchObject({ lastSeenAt: seenAt, memoryPercent: 42 });
  expect(countOf(list)).toEqual({ reporting: 1, unknown: 1, total: 2, failedSources: 1 });
});

it('takes the word of the source for since when it fails, and shows no figure that is too old', async () => {
  const { clock, failing, port, service } = two();
  await service.list();
  failing.add('b');
  port.failing = () => ({ since: 77, nextTryAt: null });
  await clock.advance(figureAge + 1000);
  expect((await service.list('b')).hosts).toMatchObject([{ state: 'unknown', unknownSince: 77, memoryPercent: null }]);
});

it('asks again once the source answers', async () => {
  const { clock, failing, service } = two();
  await service.list();
  failing.add('b');
  await clock.advance(cachedFor);
  await service.list();
  failing.clear();
  await clock.advance(cachedFor);
  expect(countOf(await service.list())).toEqual({ reporting: 2, unknown: 0, total: 2, failedSources: 0 });
});

it('tells of a source that never answered, and nothing of one that was changed or removed', async () => {
  const { clock, infos, failing, service } = two();
  failing.add('a');
  expect(countOf(await service.list())).toEqual({ reporting: 1, unknown: 0, total: 1, failedSources: 1 });
  failing.add('b');
  infos.set('b', { id: 'b', name: 'other', kind: 'influxdb1', intervalMs: 10_000 });
  await clock.advance(cachedFor);
  expect(countOf(await service.list())).toEqual({ reporting: 0, unknown: 0, total: 0, failedSources: 2 });
  infos.clear();
  expect(countOf(await service.list())).toEqual({ reporting: 0, unknown: 0, total: 0, failedSources: 0 });
});
