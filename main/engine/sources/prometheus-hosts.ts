import { fieldLabel, promqlString } from '#core/metrics/promql.ts';
import { gapIntervals, gapWindow, type HostSighting } from './adapter.ts';
import type { PromqlCaller } from './prometheus.ts';
import { gapsBetween, medianDistance } from './rhythm.ts';

/** One metric for each of Telegraf's measurements: present whenever the measurement is. */
const witnesses: Record<string, string> = {
  mem: 'mem_used_percent',
  system: 'system_load1',
  cpu: 'cpu_usage_idle',
  disk: 'disk_used_percent',
  diskio: 'diskio_reads',
  net: 'net_bytes_recv',
  swap: 'swap_used_percent',
  processes: 'processes_total',
  kernel: 'kernel_boot_time',
};

/**
 * Hosts by Telegraf's `host` label, and scraped instances that carry none by their `instance`. Last-seen times reach
 * one hour back: Prometheus answers an instant query from at most five minutes ago, so a sub-query looks further.
 */
export async function prometheusHosts(
  caller: PromqlCaller,
  now: number,
  sourceInterval: number,
  signal: AbortSignal,
): Promise<HostSighting[]> {
  const window = `[1h:${Math.max(10, Math.round(sourceInterval / 1000))}s]`;
  // The sub-query looks only at multiples of its step: what began after the last one is seen by the instant alone.
  const lastSeen = (label: string, metric: string) =>
    `(max by (${label}) (timestamp(${metric})) or max by (${label}) (max_over_time(timestamp(${metric})${window})))`;
  const seen = Object.entries(witnesses).map(
    ([measurement, metric]) =>
      `label_replace(${lastSeen('host', `${metric}{host!=""}`)}, "${fieldLabel}", ${promqlString(measurement)}, "", "")`,
  );
  // A target that serves `host` labels is Telegraf itself: its hosts are listed, not the target.
  const bare = `${lastSeen('instance', 'up')} unless on (instance) (count by (instance) (mem_used_percent{host!=""}) or count by (instance) (cpu_usage_idle{host!=""}))`;
  const hosts = new Map<string, HostSighting>();
  const note = (name: string, measurement: string, value: number | null | undefined) => {
    if (name === '') return;
    const host = hosts.get(name) ?? { name, intervalMs: null, gaps: [], measurements: [] };
    host.measurements.push({
      name: measurement,
      lastSeenAt: value === null || value === undefined ? null : Math.round(value * 1000),
    });
    hosts.set(name, host);
  };
  for (const one of await caller.instant(seen.join(' or '), now, signal)) {
    note(one.labels['host'] ?? '', one.labels[fieldLabel] ?? '', one.values[0]);
  }
  for (const one of await caller.instant(bare, now, signal)) note(one.labels['instance'] ?? '', 'up', one.values[0]);
  if (hosts.size > 0) await noteRhythm(caller, hosts, now, sourceInterval, signal);
  return [...hosts.values()];
}

/** Counts points a bucket; empty buckets in a row are a gap. */
async function noteRhythm(
  caller: PromqlCaller,
  hosts: Map<string, HostSighting>,
  now: number,
  step: number,
  signal: AbortSignal,
) {
  const range = `[${Math.round(step / 1000)}s]`;
  const expression = `max by (host) (count_over_time(mem_used_percent{host!=""}${range})) or max by (instance) (count_over_time(up${range}))`;
  const start = Math.ceil((now - gapWindow) / step) * step;
  const series = await caller.range(expression, { start, end: now, step, move: 0 }, signal);
  for (const one of series) {
    const host = hosts.get(one.labels['host'] ?? one.labels['instance'] ?? '');
    if (!host) continue;
    host.intervalMs = medianDistance(one.times);
    host.gaps = host.intervalMs === null ? [] : gapsBetween(one.times, gapIntervals * host.intervalMs);
  }
}
