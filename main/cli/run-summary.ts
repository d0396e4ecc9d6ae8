import type { Statistics } from '#core/contract/loadtests.ts';
import type { RunReport } from './run-plan.ts';
import { plainTable } from './table.ts';

const head = ['label', 'samples', 'errors', 'error %', 'mean', 'min', 'max', 'p50', 'p90', 'p95', 'p99', 'per s'];

/** A run that is over as plain text: how it ended, a table (durations in ms, exact over the whole run), its errors. */
export function runSummary({ run, labels, errors }: RunReport): string {
  const seconds = run.endedAt === null ? '?' : ((run.endedAt - run.startedAt) / 1000).toFixed(1);
  const why = [run.reason, run.detail].filter((part) => part !== null && part !== '').join(': ');
  const lines = [
    `run ${run.number}  ${run.name}  ${run.end ?? run.state} after ${seconds} s${why ? `  (${why})` : ''}`,
  ];
  const rows = [...labels, ...(run.total ? [{ ...run.total, label: 'total' }] : [])];
  if (rows.length > 0) lines.push('', plainTable([head, ...rows.map(row)]));
  if (errors.length > 0) {
    lines.push('', plainTable(errors.slice(0, 10).map((one) => [`${one.count} ×`, one.label, one.code, one.message])));
  }
  return lines.join('\n');
}

function row(one: Statistics): string[] {
  const { exact } = one;
  return [
    one.isTransaction ? `${one.label} (transaction)` : one.label,
    String(one.samples),
    String(one.errors),
    (one.errorRate * 100).toFixed(2),
    one.mean.toFixed(1),
    one.min.toFixed(0),
    one.max.toFixed(0),
    ...[exact.p50, exact.p90, exact.p95, exact.p99].map((value) => value.toFixed(1)),
    one.throughput.toFixed(2),
  ];
}
