import type { Host } from '#core/contract/hosts.ts';

/** From here a figure of a host is abnormal, percent 0..100. Said in the foot of the list. */
export const hostLimits = { cpu: 80, memory: 85, disk: 90 } as const;

export type HostFigure = keyof typeof hostLimits;
export const hostFigures: readonly HostFigure[] = ['cpu', 'memory', 'disk'];

/** A figure of a host, percent; `null` where it does not send it. */
export function figureOf(host: Host, figure: HostFigure): number | null {
  return { cpu: host.cpuPercent, memory: host.memoryPercent, disk: host.diskPercent }[figure];
}

export function isHigh(host: Host, figure: HostFigure): boolean {
  const value = figureOf(host, figure);
  return value !== null && value >= hostLimits[figure];
}

/** Whether somebody should look: it does not report in time, or a figure is over its limit. */
export function isAbnormal(host: Host): boolean {
  return host.state !== 'reporting' || hostFigures.some((figure) => isHigh(host, figure));
}

/** Shape of a host's state: that its data stays away comes before what old data said. */
export function glyphOf(host: Host): 'nodata' | 'pending' | 'warning' | 'ok' {
  if (host.state === 'silent') return 'nodata';
  if (host.state === 'late') return 'pending';
  return isAbnormal(host) ? 'warning' : 'ok';
}

/** Name of a host that no other has: two sources may know a machine of the same name. */
export function hostKey(host: Pick<Host, 'name' | 'sourceId'>): string {
  return `${host.sourceId}/${host.name}`;
}
