import type { Health, Pulse } from '#core/contract/system.ts';
import type { Clock } from '#core/time/clock.ts';
import type { DiskWatch } from './disk/watch.ts';
import { PerMinute } from './health/rates.ts';
import type { HealthPorts } from './health/service.ts';
import { countOf, type HostsService } from './hosts/service.ts';
import type { QueryHub } from './hub/hub.ts';
import type { IntakeService } from './intake/service.ts';
import type { LoadtestService } from './loadtests/service.ts';
import { defaultLimits } from './samples/limits.ts';
import type { SampleStore } from './samples/store.ts';
import type { SourcesService } from './sources/service.ts';

/** How often the status bar's count of hosts is taken, ms. */
const hostCountEveryMs = 30_000;
/** The first count waits for the first answers of the sources, ms. */
const firstCountAfterMs = 3000;
const storeEveryMs = 2000;

export interface VitalsDeps {
  clock: Clock;
  store: Pick<SampleStore, 'stats'>;
  hub: QueryHub;
  sources: SourcesService;
  hosts: HostsService;
  loadtests: LoadtestService;
  intake: IntakeService;
  disk: DiskWatch;
  /** DuckDB's memory limit, bytes. */
  samplesMemory: number;
  samplesError: () => string | null;
  connections: () => number;
}

/** What the health page and the status bar ask of the domains, kept at hand so that each is answered from memory. */
export async function watchVitals(deps: VitalsDeps): Promise<{ ports: HealthPorts; stop: () => void }> {
  const { clock, store, hub, sources, hosts, loadtests, intake, disk } = deps;
  const rates = new PerMinute(() => {
    const { fetches, points } = hub.status();
    return { fetches, points };
  });
  let stats = await store.stats();
  let hostCounts: Pulse['hosts'] = null;
  const countHosts = async () => {
    hostCounts = countOf(await hosts.list());
  };
  const ended = new AbortController();
  clock.sleep(firstCountAfterMs, ended.signal).then(countHosts, () => undefined);
  const stops = [
    rates.start(clock),
    clock.every(storeEveryMs, async () => {
      stats = await store.stats();
    }),
    clock.every(hostCountEveryMs, countHosts),
    () => ended.abort(),
  ];
  const ports: HealthPorts = {
    samples: (): Health['samples'] => ({
      bytes: stats.bytesOnDisk,
      rows: stats.rows,
      writesPerSecond: stats.pointsPerSecond,
      queuedBytes: stats.queuedBytes,
      memoryLimit: `${deps.samplesMemory / 1_000_000} MB`,
      error: deps.samplesError() ?? stats.readOnly ?? null,
    }),
    hub: (): Health['hub'] => {
      const { queries, subscribers } = hub.status();
      return {
        queries,
        subscribers,
        fetchesPerMinute: rates.of('fetches'),
        pointsPerMinute: rates.of('points'),
        sharedRatio: subscribers > 0 ? 1 - queries / subscribers : 0,
      };
    },
    sources: (): Pulse['sources'] => {
      const all = sources.list();
      const count = (word: string) => all.filter((source) => source.status.state === word).length;
      return { ok: count('ok'), error: count('error'), total: all.length };
    },
    hosts: () => hostCounts,
    run: (): Pulse['run'] => {
      const run = loadtests.current();
      if (!run) return null;
      const { id, number, name, state, startedAt, plannedMs } = run;
      return { id, number, name, state, startedAt, plannedMs };
    },
    queues: (): Health['queues'] => [
      { name: 'samples.bytes', depth: stats.queuedBytes, limit: defaultLimits.queueBytes, dropped: 0 },
    ],
    warnings: () => [
      ...(intake.describe().error === null ? [] : ['intake']),
      ...(disk.state().level === 'ok' ? [] : [`disk-${disk.state().level}`]),
    ],
    connections: deps.connections,
  };
  return {
    ports,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
