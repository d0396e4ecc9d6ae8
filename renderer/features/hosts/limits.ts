import type { Host } from '#core/contract/hosts.ts';
import { isAbnormal } from '#core/hosts/limits.ts';

/** Shape of a host's state: that its data stays away comes before what old data said. */
export function glyphOf(host: Host): 'nodata' | 'pending' | 'warning' | 'ok' | 'inconclusive' {
  if (host.state === 'unknown') return 'inconclusive';
  if (host.state === 'silent') return 'nodata';
  if (host.state === 'late') return 'pending';
  return isAbnormal(host) ? 'warning' : 'ok';
}

/** Name of a host that no other has: two sources may know a machine of the same name. */
export function hostKey(host: Pick<Host, 'name' | 'sourceId'>): string {
  return `${host.sourceId}/${host.name}`;
}
