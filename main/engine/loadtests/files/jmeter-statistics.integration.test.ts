import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJtlScanner } from '#core/loadtest/jtl-scanner.ts';
import { createStatistics } from '#core/loadtest/statistics.ts';
import { toStatisticsJson } from '#core/loadtest/statistics-json.ts';
import { scanJtlFile } from './jtl-file.ts';
import { type GeneratedRow, generatedHeader, generatedLine, seededRandom } from './testing/generated-jtl.ts';

const home = process.env['WATCHFLOOR_JMETER_HOME'] ?? join(homedir(), '.cache', 'watchfloor', 'jmeter-5.6.3');
const jar = join(home, 'bin', 'ApacheJMeter.jar');
const MINUTES = 60_000;
const start = 1_790_000_000_000;

let folder = '';

beforeAll(async () => {
  if (!existsSync(jar)) throw new Error(`These tests need JMeter 5.6.3 at ${home}; scripts/jmeter assembles it.`);
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-statistics-'));
});

afterAll(async () => {
  if (folder !== '') await rm(folder, { recursive: true, force: true });
});

/** Every number of both, by label and field; a text such as "NaN" counts as itself. */
async function compare(name: string, rows: readonly GeneratedRow[]): Promise<number> {
  const file = join(folder, `${name}.jtl`);
  await writeFile(
    file,
    `${generatedHeader}\n${rows.map((row, index) => `${generatedLine(row, index % 10)}\n`).join('')}`,
  );
  const report = join(folder, `${name}-report`);
  const log = join(folder, `${name}.log`);
  await promisify(execFile)('java', ['-Xmx768m', '-jar', jar, '-g', file, '-o', report, '-j', log], { cwd: folder });
  const theirs: unknown = JSON.parse(await readFile(join(report, 'statistics.json'), 'utf8'));
  const statistics = createStatistics();
  await scanJtlFile(file, createJtlScanner({ onBatch: (batch) => statistics.add(batch) }));
  const ours: unknown = JSON.parse(JSON.stringify(toStatisticsJson(statistics.snapshot())));
  return expectSame(ours, theirs);
}

function expectSame(ours: unknown, theirs: unknown): number {
  const mine = entries(ours);
  const others = entries(theirs);
  expect(mine.map(([label]) => label).sort()).toEqual(others.map(([label]) => label).sort());
  const byLabel = new Map(mine);
  let numbers = 0;
  for (const [label, entry] of others) {
    const fields = new Map(entries(byLabel.get(label)));
    expect([...fields.keys()].sort()).toEqual(
      entries(entry)
        .map(([field]) => field)
        .sort(),
    );
    for (const [field, value] of entries(entry)) {
      const own = fields.get(field);
      const where = `${label} ${field}: ours ${String(own)}, JMeter's ${String(value)}`;
      if (typeof value !== 'number' || typeof own !== 'number') expect(own, where).toBe(value);
      else if (field === 'errorPct') expect(Math.fround(own), where).toBe(Math.fround(value));
      else expect(Math.abs(own - value), where).toBeLessThanOrEqual(1e-9);
      numbers += 1;
    }
  }
  return numbers;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

const transactionMessage = (count: number, failed: number): string =>
  `Number of samples in transaction : ${count}, number of failing samples : ${failed}`;

/** Labels of all sorts, one with more samples than JMeter's window, transactions, failures, times out of order. */
function mixedRows(seed: number, count: number): GeneratedRow[] {
  const random = seededRandom(seed);
  const labels = [
    'GET /',
    '로그인',
    '결제, 확인',
    'say "hi"',
    ...Array.from({ length: 40 }, (_, index) => `page ${index}`),
  ];
  return Array.from({ length: count }, (_, index): GeneratedRow => {
    const elapsed = Math.floor(Math.exp(random() * 8) + (random() < 0.001 ? 100_000 * random() : 0));
    const endedAt = start + index * 3 + Math.floor(random() * 500);
    const base = {
      timeStamp: endedAt - elapsed,
      elapsed,
      bytes: Math.floor(random() * 90_000),
      sentBytes: Math.floor(random() * 900),
    };
    const kind = random();
    if (kind < 0.05) {
      const failed = random() < 0.3 ? 1 : 0;
      const message = transactionMessage(1 + Math.floor(random() * 4), failed);
      return {
        ...base,
        label: '주문 transaction',
        responseMessage: message,
        responseCode: failed ? '' : '200',
        success: !failed,
      };
    }
    if (kind < 0.06) return { ...base, label: '주문 transaction', responseMessage: transactionMessage(0, 0) };
    const label = kind < 0.56 ? (labels[0] ?? '') : (labels[Math.floor(random() * labels.length)] ?? '');
    if (random() > 0.07) return { ...base, label };
    const code = random() < 0.5 ? '500' : 'Non HTTP response code: java.net.ConnectException';
    return {
      ...base,
      label,
      responseCode: code,
      responseMessage: 'failed, "badly"',
      success: false,
      failureMessage: 'line one\nline two',
    };
  });
}

describe('statistics.json beside the real JMeter', () => {
  it(
    'gives every number of a long mixed run, with more samples than the window',
    async () => {
      expect(await compare('mixed', mixedRows(1, 90_000))).toBeGreaterThan(600);
    },
    3 * MINUTES,
  );

  it.each([2, 3])(
    'gives every number of a short run (seed %i)',
    async (seed) => {
      expect(await compare(`short-${seed}`, mixedRows(seed, 700))).toBeGreaterThan(100);
    },
    2 * MINUTES,
  );

  it(
    'gives the same texts and limits where a number does not exist',
    async () => {
      const rows: GeneratedRow[] = [
        { timeStamp: start, elapsed: 0, label: 'no time at all', bytes: 0 },
        { timeStamp: start, elapsed: 5, label: 'only empty', responseMessage: transactionMessage(0, 0) },
        { timeStamp: start + 100, elapsed: 7, label: 'two', success: false },
        { timeStamp: start + 50, elapsed: 9, label: 'two' },
        { timeStamp: start + 70, elapsed: 11, label: 'three', success: false },
        { timeStamp: start + 75, elapsed: 13, label: 'three' },
        { timeStamp: start + 90, elapsed: 17, label: 'three' },
        { timeStamp: start + 90, elapsed: 18, label: 'sometimes a transaction' },
        {
          timeStamp: start + 99,
          elapsed: 19,
          label: 'sometimes a transaction',
          responseMessage: transactionMessage(3, 0),
        },
        { timeStamp: start + 99, elapsed: 1, label: '__proto__' },
      ];
      expect(await compare('edges', rows)).toBe(7 * 14);
    },
    2 * MINUTES,
  );

  it(
    'lets a label named Total take the place of the total',
    async () => {
      const rows: GeneratedRow[] = [
        { timeStamp: start, elapsed: 10, label: 'Total' },
        { timeStamp: start + 10, elapsed: 30, label: 'other' },
      ];
      expect(await compare('total', rows)).toBe(2 * 14);
    },
    2 * MINUTES,
  );
});
