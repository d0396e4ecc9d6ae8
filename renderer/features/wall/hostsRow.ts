import type { Pulse } from '#core/contract/system.ts';

interface HostsAbout {
  readonly kind: 'ok' | 'nodata' | 'inconclusive';
  /** What to say; nothing is known without one. */
  readonly key: 'noHosts' | 'hostsOf' | 'hostsUnknown' | 'hostsFailed' | undefined;
  readonly counts: Record<string, number>;
}

/** What a wall says of the hosts. "None" and "all" are said only where every source answered. */
export function hostsRow(hosts: Pulse['hosts'] | undefined): HostsAbout {
  if (!hosts) return { kind: 'inconclusive', key: undefined, counts: {} };
  const counts = { reporting: hosts.reporting, unknown: hosts.unknown, total: hosts.total };
  const missing = hosts.reporting + hosts.unknown < hosts.total;
  if (hosts.unknown > 0) return { kind: missing ? 'nodata' : 'inconclusive', key: 'hostsUnknown', counts };
  if (hosts.failedSources > 0) {
    const key = hosts.total === 0 ? undefined : 'hostsFailed';
    return { kind: missing ? 'nodata' : 'inconclusive', key, counts };
  }
  if (hosts.total === 0) return { kind: 'ok', key: 'noHosts', counts };
  return { kind: missing ? 'nodata' : 'ok', key: 'hostsOf', counts };
}
