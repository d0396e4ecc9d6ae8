import type { Run, RunUpdate, Statistics } from '#core/contract/loadtests.ts';

const head = [
  'label',
  'transaction',
  'samples',
  'errors',
  'errorRate',
  'mean',
  'min',
  'max',
  'p50',
  'p90',
  'p95',
  'p99',
  'jmeterP50',
  'jmeterP90',
  'jmeterP95',
  'jmeterP99',
  'throughput',
  'receivedPerSecond',
  'sentPerSecond',
];

/** A cell by RFC 4180. A label that begins like a formula gets an apostrophe: a sheet must not calculate it. */
function cell(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Labels as CSV (RFC 4180, UTF-8 with BOM so that sheets read Hangul): times in ms, rates per second, errorRate 0..1. */
export function labelsCsv(total: Statistics | null, labels: readonly Statistics[]): string {
  const rows = [...(total ? [total] : []), ...labels].map((one) => [
    one.label,
    one.isTransaction,
    one.samples,
    one.errors,
    one.errorRate,
    one.mean,
    one.min,
    one.max,
    one.exact.p50,
    one.exact.p90,
    one.exact.p95,
    one.exact.p99,
    one.jmeter.p50,
    one.jmeter.p90,
    one.jmeter.p95,
    one.jmeter.p99,
    one.throughput,
    one.receivedPerSecond,
    one.sentPerSecond,
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** The run with its figures as JSON, in the words of the contract. */
export function runJson(run: Run, labels: readonly Statistics[], errors: RunUpdate['errors']): string {
  return `${JSON.stringify({ run, labels, errors }, null, 2)}\n`;
}

/** A file name that every system takes. */
export function exportName(run: Pick<Run, 'number' | 'name'>, ending: string): string {
  const name = run.name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80);
  return `run-${run.number}-${name}.${ending}`;
}
