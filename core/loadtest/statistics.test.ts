import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJtlScanner } from './jtl-scanner.ts';
import { createStatistics, type Statistics } from './statistics.ts';
import { shortestFloat32, toStatisticsJson } from './statistics-json.ts';
import type { LabelStatistics } from './statistics-types.ts';
import { header5, line5 } from './testing/rows.ts';

const WINDOW = 20_000;

function collect(file: string): Statistics {
  const statistics = createStatistics();
  const scanner = createJtlScanner({ onBatch: (batch) => statistics.add(batch) });
  scanner.push(new TextEncoder().encode(file));
  scanner.end();
  return statistics;
}

/** Slow and plain: sorts everything, straight from the definition in the documentation of Commons-Math. */
function slowPercentile(values: readonly number[], p: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return null;
  const position = (p * (n + 1)) / 100;
  if (position < 1) return sorted[0] ?? null;
  if (position >= n) return sorted[n - 1] ?? null;
  const low = sorted[Math.floor(position) - 1] ?? 0;
  return low + (position - Math.floor(position)) * ((sorted[Math.floor(position)] ?? 0) - low);
}

function slowStatistics(file: string): Map<string, Partial<LabelStatistics>> {
  const rows: string[][] = parse(file, { from_line: 2 });
  const groups = new Map<string, string[][]>([['Total', []]]);
  for (const row of rows) {
    const message = row[4] ?? '';
    if (message.startsWith('Number of samples in transaction : 0')) continue;
    const label = row[2] ?? '';
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [row]);
    else group.push(row);
    if (!message.startsWith('Number of samples in transaction')) groups.get('Total')?.push(row);
  }
  return new Map([...groups].map(([label, own]) => [label, slowLabel(own)]));
}

function slowLabel(rows: readonly string[][]): Partial<LabelStatistics> {
  const numbers = (index: number): number[] => rows.map((row) => Number(row[index]));
  const elapsed = numbers(1);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const windowed = elapsed.slice(-WINDOW);
  const firstAt = Math.min(...numbers(0));
  const lastAt = Math.max(...rows.map((row) => Number(row[0]) + Number(row[1])));
  return {
    samples: rows.length,
    errors: rows.filter((row) => row[7] !== 'true').length,
    mean: rows.length === 0 ? null : sum(elapsed) / rows.length,
    receivedBytes: sum(numbers(9)),
    sentBytes: sum(numbers(10)),
    firstAt: rows.length === 0 ? null : firstAt,
    lastAt: rows.length === 0 ? null : lastAt,
    exact: {
      p50: slowPercentile(elapsed, 50),
      p90: slowPercentile(elapsed, 90),
      p95: slowPercentile(elapsed, 95),
      p99: slowPercentile(elapsed, 99),
    },
    jmeter: {
      median: slowPercentile(windowed, 50),
      p90: slowPercentile(windowed, 90),
      p95: slowPercentile(windowed, 95),
      p99: slowPercentile(windowed, 99),
    },
    throughput: lastAt > firstAt ? rows.length / ((lastAt - firstAt) / 1000) : null,
  };
}

const sample = fc.record({
  at: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }),
  elapsed: fc.oneof(fc.nat(50), fc.nat(3000), fc.nat(500_000)),
  label: fc.constantFrom('a', 'b', '로그인'),
  success: fc.boolean(),
  message: fc.constantFrom(
    'OK',
    'Number of samples in transaction : 2, number of failing samples : 0',
    'Number of samples in transaction : 0, number of failing samples : 0',
  ),
  bytes: fc.nat(100_000),
  sent: fc.nat(1000),
});
const files = fc
  .array(sample, { maxLength: 60 })
  .map((samples) => `${header5}\n${samples.map((one) => `${line5(one.at, one.elapsed, one.label, one)}\n`).join('')}`);

function expectEqual(statistics: Statistics, file: string, expected = slowStatistics(file)): void {
  const run = statistics.snapshot();
  expect(run.total).toMatchObject(expected.get('Total') ?? {});
  const labels = run.labels.filter((label) => label.samples > 0);
  for (const label of labels) expect(label).toMatchObject(expected.get(label.label) ?? { label: 'unexpected' });
  expect(labels).toHaveLength(expected.size - 1);
}

describe('statistics', () => {
  it('are those of a slow reckoning', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(files, (file) => expectEqual(collect(file), file)),
      { numRuns: 200 },
    );
  });

  it('are the same when collected in parts and merged', () => {
    fc.assert(
      fc.property(fc.array(files, { minLength: 1, maxLength: 4 }), (parts) => {
        const merged = createStatistics();
        for (const part of parts) merged.merge(collect(part));
        const whole = [header5, ...parts.map((part) => part.slice(header5.length + 1))];
        const file = `${whole[0]}\n${whole.slice(1).join('')}`;
        expect(merged.snapshot()).toEqual(collect(file).snapshot());
      }),
      { numRuns: 100 },
    );
  });

  it('take the last 20,000 samples for JMeter and all of them for the exact column, merged or not', () => {
    const durations = Array.from(
      { length: 50_000 },
      (_, index) => ((index * 7919) % 3001) + (index > 40_000 ? 500 : 0) + (index % 997 === 0 ? 90_000 + index : 0),
    );
    const line = (elapsed: number, index: number): string => `${line5(1_700_000_000_000 + index, elapsed, 'a')}\n`;
    const file = `${header5}\n${durations.map(line).join('')}`;
    const expected = slowStatistics(file);
    expectEqual(collect(file), file, expected);
    for (const cut of [5, 10_000, 25_000, 49_990]) {
      const first = collect(`${header5}\n${durations.slice(0, cut).map(line).join('')}`);
      first.merge(
        collect(
          `${header5}\n${durations
            .slice(cut)
            .map((elapsed, index) => line(elapsed, index + cut))
            .join('')}`,
        ),
      );
      expectEqual(first, file, expected);
    }
    expect(collect(file).snapshot().notes).toContainEqual({ code: 'percentiles-windowed', count: 2 });
  });

  it('leave JMeter’s percentiles out of a live snapshot and know nothing of an empty run', () => {
    const file = `${header5}\n${line5(1_700_000_000_000, 10, 'a')}\n`;
    expect(collect(file).snapshot({ percentiles: 'exact' }).total).toMatchObject({
      exact: { p50: 10 },
      jmeter: { median: null },
    });
    expect(collect(file).snapshot({ percentiles: 'none' }).total.exact.p99).toBeNull();
    expect(createStatistics().snapshot().total).toMatchObject({
      samples: 0,
      errorRate: null,
      mean: null,
      throughput: null,
      firstAt: null,
    });
  });

  it('name errors by code and message, or by the assertion that failed', () => {
    const rows = [
      line5(1_700_000_000_000, 1, 'a', { success: false, code: '500', message: 'Internal' }),
      line5(1_700_000_000_000, 1, 'a', { success: false, code: '500', message: 'Internal', failure: 'ignored' }),
      line5(1_700_000_000_000, 1, 'b', { success: false, code: '200', failure: 'too slow' }),
      line5(1_700_000_000_000, 1, 't', {
        success: false,
        code: '',
        message: 'Number of samples in transaction : 1, number of failing samples : 1',
      }),
    ];
    expect(collect(`${header5}\n${rows.join('\n')}\n`).snapshot().errors).toEqual([
      { label: 'a', code: '500', message: 'Internal', count: 2 },
      { label: 'b', code: '', message: 'too slow', count: 1 },
    ]);
  });
});

describe('statistics.json', () => {
  it('prints 32-bit floats in their shortest form', () => {
    expect(shortestFloat32(100 / 3)).toBe(33.333332);
    expect(shortestFloat32(7.001)).toBe(7.001);
    fc.assert(
      fc.property(fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(shortestFloat32(value))).toBe(Math.fround(value));
      }),
    );
  });

  it('says Infinity for a label without duration, as Jackson writes it', () => {
    const json = toStatisticsJson(
      collect(`${header5}\n${line5(1_700_000_000_000, 0, 'a', { bytes: 0 })}\n`).snapshot(),
    );
    expect(json['a']).toMatchObject({ throughput: 'Infinity', receivedKBytesPerSec: 'NaN', errorPct: 0 });
  });
});
