import { parseArgs } from 'node:util';
import { createJtlScanner } from '#core/loadtest/jtl-scanner.ts';
import type { JtlSummary } from '#core/loadtest/jtl-summary.ts';
import { createStatistics, type Statistics, statisticsColumns } from '#core/loadtest/statistics.ts';
import { toStatisticsJson } from '#core/loadtest/statistics-json.ts';
import type { RunStatistics } from '#core/loadtest/statistics-types.ts';
import { scanJtlFile } from '../engine/loadtests/files/jtl-file.ts';
import { exitCodes, type Output } from './io.ts';
import { statisticsTable } from './stats-table.ts';

const formats = ['table', 'json', 'statistics.json'] as const;
type Format = (typeof formats)[number];

const usage = `usage: watchfloor stats FILE… [--format ${formats.join('|')}]`;

interface ReadFile {
  path: string;
  summary: JtlSummary;
}

/**
 * `stats FILE…`: statistics of JMeter results files. Several files are taken as one run, in the order given. `table` is
 * for people, `json` has everything, `statistics.json` is the file JMeter's dashboard writes. Only the result goes to
 * stdout; warnings on skipped and cut lines go to stderr. Exit 0, or 104 for bad arguments or a file that cannot be read.
 */
export async function runStats(argv: readonly string[], io: Output): Promise<number> {
  const call = readArguments(argv);
  if (typeof call === 'string') {
    io.err(call);
    io.err(usage);
    return exitCodes.badConfiguration;
  }
  const statistics = createStatistics();
  const files: ReadFile[] = [];
  for (const [index, path] of call.paths.entries()) {
    const read = await readResults(path, index === 0 ? statistics : createStatistics());
    if (typeof read === 'string') {
      io.err(read);
      return exitCodes.badConfiguration;
    }
    if (index > 0) statistics.merge(read.statistics);
    files.push({ path, summary: read.summary });
    warn(path, read.summary, io);
  }
  const foldedRows = files.reduce((sum, file) => sum + file.summary.foldedRows, 0);
  write(call.format, statistics.snapshot({ foldedRows }), files, io);
  return exitCodes.ok;
}

function readArguments(argv: readonly string[]): { paths: string[]; format: Format } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'table' }, json: { type: 'boolean', default: false } },
    });
    const wanted = values.json ? 'json' : values.format;
    const format = formats.find((one) => one === wanted);
    if (format === undefined) return `There is no format "${wanted}". Allowed are ${formats.join(', ')}.`;
    if (positionals.length === 0) return 'stats needs at least one results file.';
    return { paths: positionals, format };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function readResults(
  path: string,
  statistics: Statistics,
): Promise<{ summary: JtlSummary; statistics: Statistics } | string> {
  const scanner = createJtlScanner({ columns: statisticsColumns, onBatch: (batch) => statistics.add(batch) });
  try {
    const summary = await scanJtlFile(path, scanner);
    return complaint(path, summary) ?? { summary, statistics };
  } catch (error) {
    return `${path}: ${systemReason(error)}`;
  }
}

function complaint(path: string, summary: JtlSummary): string | undefined {
  if (summary.format === 'xml') return `${path}: these are results as XML; only results as CSV can be read.`;
  if (summary.format === 'unknown') {
    return `${path}: not a JMeter results file: it begins neither with JMeter's column names nor with a row of a known version.`;
  }
  return summary.rows === 0 ? `${path}: there is no sample in it.` : undefined;
}

function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'no such file.';
  if (code === 'EISDIR') return 'a folder, not a file.';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it.';
  return error instanceof Error ? error.message : String(error);
}

function warn(path: string, { skipped, cut, problems, foldedRows }: JtlSummary, io: Output): void {
  if (skipped > 0) {
    const first = problems.find((problem) => problem.reason !== 'cut');
    io.err(
      `${path}: skipped ${skipped} line(s) that are no rows, the first at line ${first?.line ?? '?'} (${first?.reason ?? '?'}).`,
    );
  }
  if (cut > 0) io.err(`${path}: the last line is cut; it was left out.`);
  if (foldedRows > 0) io.err(`${path}: too many labels; ${foldedRows} row(s) are counted under one.`);
}

function write(format: Format, run: RunStatistics, files: readonly ReadFile[], io: Output): void {
  if (format === 'statistics.json') {
    if (run.notes.some((note) => note.code === 'label-named-total')) {
      io.err('A label is named "Total": as in JMeter, it takes the place of the total.');
    }
    io.out(JSON.stringify(toStatisticsJson(run), null, 2));
    return;
  }
  if (format === 'json') {
    io.out(JSON.stringify({ files: files.map(({ path, summary }) => ({ path, ...summary })), ...run }, null, 2));
    return;
  }
  io.out(statisticsTable(run));
  io.out('');
  io.out(`p50…p99, ms: ${run.method.exact}`);
  io.out(`JM, ms: ${run.method.jmeter}`);
  for (const { label, code, message, count } of run.errors.slice(0, 10)) {
    io.err(`${count} × ${JSON.stringify(label)}: ${code === '' ? '' : `${code} `}${message}`);
  }
}
