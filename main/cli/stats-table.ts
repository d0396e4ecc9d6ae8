import type { LabelStatistics, RunStatistics } from '#core/loadtest/statistics-types.ts';

interface TableColumn {
  head: string;
  cell(statistics: LabelStatistics): string;
}

const columns: readonly TableColumn[] = [
  { head: 'label', cell: (one) => (one.isTransaction ? `${one.label} (transaction)` : one.label) },
  { head: 'samples', cell: (one) => String(one.samples) },
  { head: 'errors', cell: (one) => String(one.errors) },
  { head: 'error %', cell: (one) => fixed(one.errorRate === null ? null : one.errorRate * 100, 2) },
  { head: 'mean', cell: (one) => fixed(one.mean, 1) },
  { head: 'min', cell: (one) => fixed(one.min, 0) },
  { head: 'max', cell: (one) => fixed(one.max, 0) },
  { head: 'p50', cell: (one) => fixed(one.exact.p50, 1) },
  { head: 'p90', cell: (one) => fixed(one.exact.p90, 1) },
  { head: 'p95', cell: (one) => fixed(one.exact.p95, 1) },
  { head: 'p99', cell: (one) => fixed(one.exact.p99, 1) },
  { head: 'JM p50', cell: (one) => fixed(one.jmeter.median, 1) },
  { head: 'JM p90', cell: (one) => fixed(one.jmeter.p90, 1) },
  { head: 'JM p95', cell: (one) => fixed(one.jmeter.p95, 1) },
  { head: 'JM p99', cell: (one) => fixed(one.jmeter.p99, 1) },
  { head: 'per s', cell: (one) => fixed(one.throughput, 2) },
  { head: 'recv KB/s', cell: (one) => fixed(kilobytes(one.receivedPerSecond), 1) },
  { head: 'sent KB/s', cell: (one) => fixed(kilobytes(one.sentPerSecond), 1) },
];

/** A plain-text table of a run: durations in ms, the total in the last line, `-` for what cannot be told. */
export function statisticsTable(run: RunStatistics): string {
  const lines = [
    columns.map((column) => column.head),
    ...[...run.labels, run.total].map((one) => columns.map((column) => column.cell(one))),
  ];
  const cells = lines.map((line) => line.map(visible));
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => displayWidth(line[index] ?? ''))));
  return cells
    .map((line) =>
      line
        .map((cell, index) => pad(cell, widths[index] ?? 0, index === 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function fixed(value: number | null, digits: number): string {
  return value === null ? '-' : value.toFixed(digits);
}

function kilobytes(bytes: number | null): number | null {
  return bytes === null ? null : bytes / 1024;
}

function pad(text: string, width: number, left: boolean): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return left ? text + space : space + text;
}

/** Labels come from files: control characters must not reach the terminal. */
function visible(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, '·');
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** Terminal columns a text takes: Hangul and other East Asian letters take two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}/u.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}
