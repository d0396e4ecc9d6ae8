import { seriesOf } from '#core/metrics/frame-series.ts';
import { firstAtOrAfter, newestValue } from '#core/metrics/held-series.ts';
import { bucketStart } from '#core/metrics/interval.ts';
import type { SelectTarget } from '#core/metrics/query.ts';
import type { SourcePort } from '../sources/live-sources.ts';

/** Figures older than this are not shown as a host's present ones, ms. */
export const figureAge = 5 * 60_000;

export interface HostFigures {
  cpuPercent: number | null;
  memoryPercent: number | null;
  diskPercent: number | null;
  loadPerCore: number | null;
}

const select = (measurement: string, fields: string[], extra: Partial<SelectTarget> = {}): SelectTarget => ({
  kind: 'select',
  measurement,
  fields,
  aggregate: 'last',
  transform: 'none',
  scale: 1,
  filters: [],
  groupBy: ['host'],
  ...extra,
});

const targets = {
  cpu: select('cpu', ['usage_idle'], { filters: [{ tag: 'cpu', op: '=', value: 'cpu-total' }] }),
  memory: select('mem', ['used_percent']),
  // The fullest file system is the one that counts.
  disk: select('disk', ['used_percent'], { aggregate: 'max' }),
  load: select('system', ['load1', 'n_cpus']),
};

export const noFigures: HostFigures = { cpuPercent: null, memoryPercent: null, diskPercent: null, loadPerCore: null };

/** Latest figures by host, asked the same way of every source. A figure that cannot be had is null. */
export async function latestFigures(
  sources: SourcePort,
  sourceId: string,
  now: number,
  signal: AbortSignal,
): Promise<Map<string, HostFigures>> {
  const interval = Math.max(sources.info(sourceId)?.intervalMs ?? 0, 60_000);
  const from = bucketStart(now - figureAge, interval);
  async function ask(target: SelectTarget): Promise<Map<string, Map<string, number>>> {
    const answer = await sources.query(sourceId, { target, from, to: now + 1, interval }, signal);
    const byHost = new Map<string, Map<string, number>>();
    for (const series of seriesOf(answer.frames, 0, now)) {
      const at = newestValue(series);
      const value = at === undefined ? null : series.values[firstAtOrAfter(series.times, at)];
      const host = series.labels['host'] ?? '';
      if (typeof value !== 'number') continue;
      const fields = byHost.get(host) ?? new Map<string, number>();
      byHost.set(host, fields.set(series.field, value));
    }
    return byHost;
  }
  const [cpu, memory, disk, load] = await Promise.all([
    ask(targets.cpu),
    ask(targets.memory),
    ask(targets.disk),
    ask(targets.load),
  ]);
  const names = new Set([...cpu.keys(), ...memory.keys(), ...disk.keys(), ...load.keys()]);
  return new Map(
    [...names].map((name) => {
      const idle = cpu.get(name)?.get('usage_idle');
      const load1 = load.get(name)?.get('load1');
      const cores = load.get(name)?.get('n_cpus');
      return [
        name,
        {
          cpuPercent: idle === undefined ? null : Math.min(100, Math.max(0, 100 - idle)),
          memoryPercent: memory.get(name)?.get('used_percent') ?? null,
          diskPercent: disk.get(name)?.get('used_percent') ?? null,
          loadPerCore: load1 === undefined || !cores ? null : load1 / cores,
        },
      ];
    }),
  );
}
