import type { LabelStatistics, RunStatistics } from './statistics-types.ts';

/** A number as Jackson writes it: those JSON has no form for are texts. */
export type JacksonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** One entry of JMeter's statistics.json. Durations ms, errorPct 0..100, throughput per second. */
export interface StatisticsJsonEntry {
  transaction: string;
  sampleCount: number;
  errorCount: number;
  errorPct: JacksonNumber;
  meanResTime: JacksonNumber;
  medianResTime: JacksonNumber;
  minResTime: number;
  maxResTime: number;
  pct1ResTime: JacksonNumber;
  pct2ResTime: JacksonNumber;
  pct3ResTime: JacksonNumber;
  throughput: JacksonNumber;
  receivedKBytesPerSec: JacksonNumber;
  sentKBytesPerSec: JacksonNumber;
}

/** Java's smallest and largest long, as its double: what JMeter writes for a label without samples. */
const LONG_LIMIT = 2 ** 63;

/**
 * The content of `statistics.json` as the dashboard of JMeter 5.6.3 writes it, needing a snapshot with both kinds of
 * percentiles. Like JMeter, a label named `Total` takes the place of the total, and a span of 0 ms gives "Infinity".
 */
export function toStatisticsJson(run: RunStatistics): Record<string, StatisticsJsonEntry> {
  // A label may be called `__proto__`: entries are defined, never assigned.
  const entries = [run.total, ...run.labels].map((statistics) => [statistics.label, entryOf(statistics)] as const);
  return Object.fromEntries(entries);
}

function entryOf(statistics: LabelStatistics): StatisticsJsonEntry {
  const { samples, errors, jmeter } = statistics;
  // JMeter's span of no sample overflows to 1 ms.
  const span = statistics.firstAt === null || statistics.lastAt === null ? 1 : statistics.lastAt - statistics.firstAt;
  return {
    transaction: statistics.label,
    sampleCount: samples,
    errorCount: errors,
    errorPct: jackson(shortestFloat32((errors * 100) / samples)),
    meanResTime: jackson(statistics.mean),
    medianResTime: jackson(jmeter.median),
    minResTime: statistics.min ?? LONG_LIMIT,
    maxResTime: statistics.max ?? -LONG_LIMIT,
    pct1ResTime: jackson(jmeter.p90),
    pct2ResTime: jackson(jmeter.p95),
    pct3ResTime: jackson(jmeter.p99),
    throughput: jackson((samples / span) * 1000),
    receivedKBytesPerSec: jackson(statistics.receivedBytes / (span / 1000) / 1024),
    sentKBytesPerSec: jackson(statistics.sentBytes / (span / 1000) / 1024),
  };
}

function jackson(value: number | null): JacksonNumber {
  if (value === null || Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  return value;
}

/** The shortest decimal that reads back as the same 32-bit float, as Java prints one: 33.333332, not 33.33333206176758. */
export function shortestFloat32(value: number): number {
  const float = Math.fround(value);
  if (!Number.isFinite(float)) return float;
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return short;
  }
  return Number(float.toPrecision(9));
}
