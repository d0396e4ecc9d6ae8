/**
 * `stats` on 1,000,000 rows beside `jmeter -g` on the same file, in the same run: rows per second of both (whole process,
 * start included), the ratio, peak memory, and whether every number of statistics.json agrees.
 *
 *   node bench/stats.ts [ROWS]
 *
 * JMeter 5.6.3 is taken from WATCHFLOOR_JMETER_HOME or the cache that scripts/jmeter fills; Java from PATH.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generatedHeader, generatedLine, seededRandom } from '../main/engine/loadtests/files/testing/generated-jtl.ts';

const GOAL = 20;
const root = resolve(import.meta.dirname, '..');
const rows = Number(process.argv[2] ?? 1_000_000);
const home = process.env['WATCHFLOOR_JMETER_HOME'] ?? join(homedir(), '.cache', 'watchfloor', 'jmeter-5.6.3');
const jar = join(home, 'bin', 'ApacheJMeter.jar');

interface Measured {
  seconds: number;
  /** `undefined` where the system does not tell (only Linux does). */
  peakMegabytes: number | undefined;
  out: string;
}

/** Runs a program to its end; rejects when it fails. */
async function measure(program: string, argv: readonly string[], cwd: string): Promise<Measured> {
  const startedAt = performance.now();
  const child = spawn(program, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const parts: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => complaints.push(part));
  let peakMegabytes: number | undefined;
  const poll = setInterval(() => {
    readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
      (status) => {
        const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
        if (kilobytes !== undefined) peakMegabytes = Number(kilobytes) / 1024;
      },
      () => undefined,
    );
  }, 20);
  const code = await new Promise<number | null>((settle, fail) => {
    child.once('error', fail);
    child.once('close', settle);
  });
  clearInterval(poll);
  if (code !== 0)
    throw new Error(`${program} ended with ${String(code)}: ${Buffer.concat(complaints).toString().slice(-2000)}`);
  return { seconds: (performance.now() - startedAt) / 1000, peakMegabytes, out: Buffer.concat(parts).toString() };
}

/** A run with 24 labels, 1 % failures and 2 % transaction rows; durations log-normal-like up to some seconds. */
async function generate(path: string): Promise<void> {
  const random = seededRandom(20_261_121);
  const file = createWriteStream(path);
  file.write(`${generatedHeader}\n`);
  let block: string[] = [];
  for (let index = 0; index < rows; index += 1) {
    const elapsed = Math.floor(5 + Math.exp(random() * 8.5));
    const label = Math.floor(random() * 24);
    const isTransaction = random() < 0.02;
    const failed = !isTransaction && random() < 0.01;
    const row = {
      timeStamp: 1_790_000_000_000 + index - elapsed,
      elapsed,
      label: isTransaction ? `주문 ${label % 3}` : `GET /api/resource-${label}`,
      bytes: 500 + Math.floor(random() * 20_000),
      sentBytes: 120 + label,
      success: !failed,
      responseCode: failed ? '503' : '200',
      responseMessage: isTransaction
        ? 'Number of samples in transaction : 3, number of failing samples : 0'
        : failed
          ? 'Service Unavailable'
          : 'OK',
    };
    block.push(`${generatedLine(row, 1 + (index % 50))}\n`);
    if (block.length === 20_000) {
      if (!file.write(block.join(''))) await once(file, 'drain');
      block = [];
    }
  }
  file.end(block.join(''));
  await once(file, 'close');
}

/** Largest difference of any number of the two files; throws when one lacks an entry or a text differs. */
function largestDifference(ours: unknown, theirs: unknown, path = ''): number {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    return path.endsWith('errorPct') ? Math.abs(Math.fround(ours) - Math.fround(theirs)) : Math.abs(ours - theirs);
  }
  if (typeof ours !== 'object' || typeof theirs !== 'object' || ours === null || theirs === null) {
    if (ours === theirs) return 0;
    throw new Error(`${path}: ${String(ours)} here, ${String(theirs)} there`);
  }
  const mine = new Map<string, unknown>(Object.entries(ours));
  const others = Object.entries(theirs);
  if (mine.size !== others.length) throw new Error(`${path}: ${mine.size} entries here, ${others.length} there`);
  return Math.max(0, ...others.map(([key, value]) => largestDifference(mine.get(key), value, `${path}/${key}`)));
}

const moduleUrl = (path: string): string => pathToFileURL(join(root, path)).href;

const megabytes = (value: number | undefined): string =>
  value === undefined ? 'not known here' : `${value.toFixed(0)} MB`;

if (!existsSync(jar)) throw new Error(`JMeter 5.6.3 is not at ${home}; scripts/jmeter assembles it.`);
const folder = await mkdtemp(join(tmpdir(), 'watchfloor-bench-'));
try {
  const file = join(folder, 'run.jtl');
  await generate(file);
  const { size } = await stat(file);
  console.log(`${rows} rows, ${(size / 1e6).toFixed(0)} MB`);
  const script = `const { runStats } = await import(${JSON.stringify(moduleUrl('main/cli/stats.ts'))});
    const { processIo } = await import(${JSON.stringify(moduleUrl('main/cli/io.ts'))});
    process.exitCode = await runStats(process.argv.slice(1), processIo);`;
  const argv = ['--input-type=module', '--eval', script, '--', file, '--format', 'statistics.json'];
  const own = await measure(process.execPath, argv, folder);
  const report = join(folder, 'report');
  const jmeter = await measure(
    'java',
    ['-Xms1g', '-Xmx1g', '-jar', jar, '-g', file, '-o', report, '-j', join(folder, 'jmeter.log')],
    folder,
  );
  const theirs: unknown = JSON.parse(await readFile(join(report, 'statistics.json'), 'utf8'));
  const difference = largestDifference(JSON.parse(own.out), theirs);
  for (const [name, one] of [
    ['stats', own],
    ['jmeter -g', jmeter],
  ] as const) {
    console.log(
      `${name.padEnd(10)} ${one.seconds.toFixed(2)} s  ${Math.round(rows / one.seconds)} rows/s  peak ${megabytes(one.peakMegabytes)}`,
    );
  }
  const ratio = jmeter.seconds / own.seconds;
  console.log(
    `ratio ${ratio.toFixed(1)} (goal ${GOAL}), largest difference of any number ${difference.toExponential(1)}`,
  );
  if (difference > 1e-9) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
