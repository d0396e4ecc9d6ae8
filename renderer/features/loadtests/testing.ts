import type { Run, Statistics } from '#core/contract/loadtests.ts';

/** A run for tests: fixed, whole, and not looking like a real one. */
export function aRun(change: Partial<Run> = {}): Run {
  return {
    id: 'run-1',
    number: 1,
    name: 'checkout',
    state: 'running',
    end: null,
    reason: null,
    detail: null,
    startedAt: 1_000_000,
    firstSampleAt: 1_001_000,
    endedAt: null,
    startedBy: 'Kim',
    planPath: '/plans/checkout.jmx',
    planHash: 'a'.repeat(64),
    commit: null,
    values: {},
    hosts: ['http://127.0.0.1:1'],
    generator: { version: '5.6.3', javaVersion: '17.0.1', heapMegabytes: 512, host: 'desk-1' },
    plannedMs: null,
    liveSourceId: null,
    total: null,
    tail: { rows: 0, skipped: 0, cut: false, lagMs: null },
    folder: '/runs/1',
    ...change,
  };
}

/** Figures of a label for tests. */
export function statistics(label: string, change: Partial<Statistics> = {}): Statistics {
  return {
    label,
    isTransaction: false,
    samples: 100,
    errors: 0,
    errorRate: 0,
    mean: 10,
    min: 1,
    max: 100,
    exact: { p50: 10, p90: 20, p95: 30, p99: 40 },
    jmeter: { p50: 10, p90: 20, p95: 31, p99: 41 },
    throughput: 5,
    receivedPerSecond: 1000,
    sentPerSecond: 100,
    ...change,
  };
}
