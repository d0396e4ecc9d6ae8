import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JtlRow, rowAt } from './jtl-batch.ts';
import { createJtlScanner } from './jtl-scanner.ts';
import { percentileOfSorted } from './percentile.ts';
import { createSeconds, type Seconds, type SecondsOptions } from './seconds.ts';
import { line5 } from './testing/rows.ts';

const start = 1_700_000_000_000;
const headerWithHost =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect,Hostname';

function feed(
  lines: readonly string[],
  options: SecondsOptions = {},
  pieces = 1,
): { seconds: Seconds; rows: JtlRow[] } {
  const seconds = createSeconds(options);
  const rows: JtlRow[] = [];
  const scanner = createJtlScanner({
    onBatch: (batch) => {
      for (let index = 0; index < batch.length; index += 1) rows.push(rowAt(batch, index));
      seconds.add(batch);
    },
  });
  const bytes = new TextEncoder().encode(`${headerWithHost}\n${lines.map((line) => `${line}\n`).join('')}`);
  for (let piece = 0; piece < pieces; piece += 1) {
    scanner.push(
      bytes.subarray(Math.floor((bytes.length * piece) / pieces), Math.floor((bytes.length * (piece + 1)) / pieces)),
    );
  }
  scanner.end();
  return { seconds, rows };
}

const sample = fc.record({
  at: fc.integer({ min: 0, max: 8000 }),
  elapsed: fc.integer({ min: 0, max: 4000 }),
  label: fc.constantFrom('a', 'b', '로그인'),
  success: fc.boolean(),
  isTransaction: fc.boolean(),
  bytes: fc.nat(1000),
});

describe('intervals', () => {
  it('count what ended in them, with the percentiles of just those samples', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 80 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        (samples, one, other) => {
          const lines = samples.map(({ isTransaction, ...more }) => {
            const message = isTransaction
              ? 'Number of samples in transaction : 1, number of failing samples : 0'
              : 'OK';
            return `${line5(start + more.at, more.elapsed, more.label, { ...more, message })},gen-1`;
          });
          const { seconds, rows } = feed(lines, {}, 4);
          const from = start + Math.min(one, other) * 1000;
          const to = start + Math.max(one, other) * 1000;
          const interval = seconds.interval(from, to);
          const ended = rows.filter((row) => row.timeStamp + row.elapsed >= from && row.timeStamp + row.elapsed < to);
          const expected = (own: readonly JtlRow[]): object => ({
            count: own.length,
            sum: own.reduce((sum, row) => sum + row.elapsed, 0),
            min: own.length === 0 ? 0 : Math.min(...own.map((row) => row.elapsed)),
            max: own.length === 0 ? 0 : Math.max(...own.map((row) => row.elapsed)),
            received: own.reduce((sum, row) => sum + row.bytes, 0),
            hits: own.filter((row) => !row.isTransaction).length,
          });
          const counted = ended.filter((row) => !row.isTransaction);
          expect(interval.total.all).toMatchObject(expected(counted));
          expect(interval.total.ko).toMatchObject(expected(counted.filter((row) => !row.success)));
          const sorted = counted.map((row) => row.elapsed).sort((a, b) => a - b);
          for (const p of [50, 90, 99.9]) {
            expect(interval.total.all.percentile(p)).toBe(sorted.length === 0 ? null : percentileOfSorted(p, sorted));
          }
          expect(new Set(interval.labels.map((label) => label.label))).toEqual(new Set(ended.map((row) => row.label)));
          for (const label of interval.labels) {
            const own = ended.filter((row) => row.label === label.label);
            expect(label.all).toMatchObject(expected(own));
            expect(label.ok).toMatchObject(expected(own.filter((row) => row.success)));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('tell failures by code', () => {
    const fail = line5(start, 5, 'a', { success: false, code: '503', message: 'Busy' });
    const { seconds } = feed([
      `${fail},`,
      `${fail},`,
      `${line5(start, 5, 'a', { success: false, code: '200', failure: 'slow' })},`,
    ]);
    expect(seconds.interval(start, start + 1000).total.errors).toEqual([
      { label: 'a', code: '503', message: 'Busy', count: 2 },
      { label: 'a', code: '', message: 'slow', count: 1 },
    ]);
  });
});

describe('threads at work', () => {
  it('are the latest figure of every host, added up, until a host has been silent for a minute', () => {
    const row = (at: number, host: string, all: number, thread = 't'): string =>
      `${line5(start + at, 0, 'a', { all, thread })},${host}`;
    const { seconds } = feed([
      row(0, 'g1', 5),
      row(100, 'g2', 7),
      row(2000, 'g1', 6),
      row(2100, 'g1', 4),
      row(90_000, 'g1', 1, 'u'),
    ]);
    expect(seconds.interval(start, start + 1000).threads.last).toBe(12);
    expect(seconds.interval(start + 1000, start + 2000).threads.last).toBe(12);
    expect(seconds.interval(start, start + 3000).threads).toEqual({
      min: 11,
      max: 12,
      mean: 35 / 3,
      last: 11,
      started: 3,
    });
    expect(seconds.interval(start + 90_000, start + 91_000).threads.last).toBe(1);
    expect(seconds.interval(start, start + 91_000).threads.last).toBe(1);
    expect(seconds.interval(start - 5000, start).threads.last).toBeNull();
  });
});

describe('wide buckets', () => {
  it.each([7000, 300_000])('of %i ms hold the same threads and samples', (interval) => {
    const rows = [0, 1, 2, 3].map((index) => `${line5(start + index * 30_000, 5, 'a', { all: 10 + index })},gen-1`);
    const { seconds } = feed(rows, { interval });
    const all = seconds.interval(start - interval, start + 600_000);
    expect(all.total.all.count).toBe(4);
    expect(all.threads.max).toBe(13);
    const next = Math.floor((start + 90_000) / interval) * interval + interval;
    expect(seconds.interval(next, next + interval).threads.last).toBe(13);
    expect(seconds.interval(next + 70_000 + interval, next + 70_000 + 3 * interval).threads.last).toBeNull();
  });
});

describe('a growing file', () => {
  it('tells which seconds changed since the last look, late rows included', () => {
    const seconds = createSeconds();
    const scanner = createJtlScanner({ onBatch: (batch) => seconds.add(batch) });
    const push = (...lines: string[]): void =>
      scanner.push(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
    push(headerWithHost, `${line5(start, 10, 'a')},`, `${line5(start + 1000, 10, 'a')},`);
    const first = seconds.changedSince(0);
    expect(first.starts).toEqual([start, start + 1000]);
    push(`${line5(start + 2000, 10, 'a')},`, `${line5(start + 5, 10, 'a')},`);
    const second = seconds.changedSince(first.revision);
    expect(second.starts).toEqual([start, start + 2000]);
    expect(seconds.changedSince(second.revision).starts).toEqual([]);
    expect(seconds.span()).toEqual({ from: start, to: start + 2000 });
  });
});

describe('limits', () => {
  const lines = Array.from(
    { length: 200 },
    (_, index) => `${line5(start + index * 1000, index, `label ${index % 4}`)},`,
  );

  it('drop single values of the oldest seconds first, keeping their counts and usual percentiles', () => {
    const { seconds } = feed(lines, { limits: { maxValues: 100 } }, 50);
    const first = seconds.interval(start, start + 1000);
    expect(first.total.all).toMatchObject({ count: 1, sum: 0 });
    expect(first.total.all.percentile(95)).toBe(0);
    expect(first.total.all.percentile(97)).toBeNull();
    expect(seconds.interval(start, start + 2000).total.all.percentile(95)).toBeNull();
    expect(seconds.interval(start + 198_000, start + 200_000).total.all.percentile(50)).toBe(198.5);
    expect(seconds.losses().secondsWithoutValues).toBeGreaterThan(100);
  });

  it('take late rows into a second without single values, and say that its percentiles are not known', () => {
    const late = [`${line5(start, 50, 'label 0')},`, `${line5(start, 60, 'new label')},`];
    const { seconds } = feed([...lines, ...late], { limits: { maxValues: 100 } }, 50);
    const first = seconds.interval(start, start + 1000);
    expect(first.total.all).toMatchObject({ count: 3, max: 60 });
    for (const one of [first.total, ...first.labels]) expect(one.all.percentile(95)).toBeNull();
    expect(first.labels.map((label) => [label.label, label.all.count])).toEqual([
      ['label 0', 2],
      ['new label', 1],
    ]);
  });

  it('drop the oldest seconds at last and refuse rows that belong there', () => {
    const { seconds } = feed([...lines, `${line5(start, 1, 'late')},`], { limits: { maxCells: 50 } }, 50);
    expect(seconds.interval(start, start + 1000).total.all.count).toBe(0);
    expect(seconds.losses()).toMatchObject({ rowsTooLate: 1 });
    expect(seconds.losses().secondsEvicted).toBeGreaterThan(150);
    expect(seconds.interval(start + 199_000, start + 200_000).total.all.count).toBe(1);
  });

  it('leave out rows of a broken clock, so that nobody walks through empty decades', () => {
    const { seconds } = feed([...lines, `${line5(0, 1, 'label 0')},`, `${line5(start * 2, 1, 'label 0')},`]);
    expect(seconds.losses().rowsOutOfSpan).toBe(2);
    expect(seconds.span()).toEqual({ from: start, to: start + 199_000 });
    expect(seconds.interval(0, start * 2).total.all.count).toBe(200);
  });

  it('count rows of labels above the limit in the total only', () => {
    const { seconds } = feed(lines, { limits: { maxLabels: 3 } });
    const all = seconds.interval(start, start + 200_000);
    expect(all.total.all.count).toBe(200);
    expect(all.labels.map((label) => label.label)).toEqual(['label 0', 'label 1', 'label 2']);
    expect(seconds.losses().rowsOfFoldedLabels).toBe(50);
  });
});
