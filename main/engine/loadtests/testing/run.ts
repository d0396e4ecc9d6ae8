import type { Run } from '#core/contract/loadtests.ts';

/** A run that has just been entered. */
export const testRun: Run = {
  id: 'r1',
  number: 1,
  name: 'checkout',
  state: 'preparing',
  end: null,
  reason: null,
  detail: null,
  startedAt: 1_795_273_740_000,
  firstSampleAt: null,
  endedAt: null,
  startedBy: 'Kim',
  planPath: '/plans/checkout.jmx',
  planHash: '0'.repeat(64),
  commit: null,
  values: {},
  hosts: [],
  generator: { version: '5.6.3', javaVersion: '17', heapMegabytes: 1024, host: 'h' },
  plannedMs: null,
  liveSourceId: null,
  total: null,
  tail: { rows: 0, skipped: 0, cut: false, lagMs: null },
  folder: '/nowhere/1-r1',
};
