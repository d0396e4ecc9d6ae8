import type { Host } from '#core/contract/hosts.ts';
import { isAbnormal } from '#core/hosts/limits.ts';

/** What the list says about a host: that its data stays away, or its source, comes before what old data said. */
export function hostState(host: Host): 'nodata' | 'warning' | 'ok' | 'inconclusive' {
  if (host.state === 'unknown') return 'inconclusive';
  if (host.state !== 'reporting') return 'nodata';
  return isAbnormal(host) ? 'warning' : 'ok';
}

/** Hosts in their places: by source, then by name. A place depends on nothing that changes while one looks. */
export function inPlace(hosts: readonly Host[]): Host[] {
  const compare = (one: string, other: string) => one.localeCompare(other, undefined, { numeric: true });
  return [...hosts].sort((one, other) => compare(one.sourceName, other.sourceName) || compare(one.name, other.name));
}
