import type { Host } from '#core/contract/hosts.ts';

/** From here a figure of a host is abnormal: percent 0..100, load per core. Said in the legend of the list. */
export const hostLimits = { cpu: 90, memory: 90, disk: 85, load: 1.5 } as const;

export type HostFigure = keyof typeof hostLimits;

export const figures: readonly HostFigure[] = ['cpu', 'memory', 'disk', 'load'];

/** The figure of a host; `null` where it does not send it. */
export function figureOf(host: Host, figure: HostFigure): number | null {
  return { cpu: host.cpuPercent, memory: host.memoryPercent, disk: host.diskPercent, load: host.loadPerCore }[figure];
}

export function isHigh(host: Host, figure: HostFigure): boolean {
  const value = figureOf(host, figure);
  return value !== null && value >= hostLimits[figure];
}

/** What the list says about a host: that its data stays away comes before what old data said. */
export function hostState(host: Host): 'nodata' | 'warning' | 'ok' {
  if (host.state !== 'reporting') return 'nodata';
  return figures.some((figure) => isHigh(host, figure)) ? 'warning' : 'ok';
}

/** Hosts in their places: by source, then by name. A place depends on nothing that changes while one looks. */
export function inPlace(hosts: readonly Host[]): Host[] {
  const compare = (one: string, other: string) => one.localeCompare(other, undefined, { numeric: true });
  return [...hosts].sort((one, other) => compare(one.sourceName, other.sourceName) || compare(one.name, other.name));
}
