import type { Host } from '#core/contract/hosts.ts';

/** A host for tests: reporting, with nothing abnormal. */
export function aHost(change: Partial<Host> = {}): Host {
  return {
    name: 'host-1',
    sourceId: 's1',
    sourceName: 'embedded',
    state: 'reporting',
    unknownSince: null,
    lastSeenAt: 0,
    intervalMs: 10_000,
    gaps: [],
    measurements: [{ name: 'cpu', lastSeenAt: 0 }],
    cpuPercent: 10,
    memoryPercent: 20,
    diskPercent: 30,
    loadPerCore: 0.1,
    ...change,
  };
}
