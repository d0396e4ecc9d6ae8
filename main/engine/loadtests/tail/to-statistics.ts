import type { Statistics } from '#core/contract/loadtests.ts';
import type { LabelStatistics } from '#core/loadtest/statistics-types.ts';

/** The contract's form of a label's figures. Only for labels with samples; a span of 0 ms gives a rate of 0. */
export function toStatistics(one: LabelStatistics): Statistics {
  return {
    label: one.label,
    isTransaction: one.isTransaction,
    samples: one.samples,
    errors: one.errors,
    errorRate: one.errorRate ?? 0,
    mean: one.mean ?? 0,
    min: one.min ?? 0,
    max: one.max ?? 0,
    exact: { p50: one.exact.p50 ?? 0, p90: one.exact.p90 ?? 0, p95: one.exact.p95 ?? 0, p99: one.exact.p99 ?? 0 },
    jmeter: {
      p50: one.jmeter.median ?? 0,
      p90: one.jmeter.p90 ?? 0,
      p95: one.jmeter.p95 ?? 0,
      p99: one.jmeter.p99 ?? 0,
    },
    throughput: one.throughput ?? 0,
    receivedPerSecond: one.receivedPerSecond ?? 0,
    sentPerSecond: one.sentPerSecond ?? 0,
  };
}
