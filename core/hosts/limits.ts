import type { Host } from '../contract/hosts.ts';

/** From here a figure of a host is abnormal: percent 0..100, load per core. The same on every page. */
export const hostLimits = { cpu: 80, memory: 85, disk: 90, load: 1.5 } as const;

export type HostFigure = keyof typeof hostLimits;
export const hostFigures: readonly HostFigure[] = ['cpu', 'memory', 'disk', 'load'];

/** A figure of a host; `null` where it does not send it. */
export function figureOf(host: Host, figure: HostFigure): number | null {
  return { cpu: host.cpuPercent, memory: host.memoryPercent, disk: host.diskPercent, load: host.loadPerCore }[figure];
}

export function isHigh(host: Host, figure: HostFigure): boolean {
  const value = figureOf(host, figure);
  return value !== null && value >= hostLimits[figure];
}

/** Whether somebody should look: it does not report in time, or a figure is over its limit. */
export function isAbnormal(host: Host): boolean {
  return host.state !== 'reporting' || hostFigures.some((figure) => isHigh(host, figure));
}
