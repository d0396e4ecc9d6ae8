import { describe, expect, test } from 'vitest';
import { decodeBlock } from '#core/metrics/block.ts';
import { RunPicture } from './run-picture.ts';
import type { HistoryPart, Picture } from './tail/tick.ts';
import { testRun } from './testing/run.ts';

const t0 = 1_795_273_740_000;

function part(history: Partial<HistoryPart>, more: Partial<Picture> = {}): Picture {
  return {
    rows: 0,
    skipped: 0,
    cut: false,
    lagMs: 0,
    firstAt: null,
    lastAt: null,
    total: null,
    labels: [],
    errors: [],
    history: {
      width: 1000,
      whole: false,
      labels: [],
      codes: [],
      cells: new Float64Array(),
      codeCells: new Float64Array(),
      users: new Float64Array(),
      completeTo: 0,
      ...history,
    },
    log: { lines: [], dropped: 0 },
    ...more,
  };
}
const cell = (second: number, label: number, count: number, errors: number, p95 = 90) => [
  t0 + second * 1000,
  label,
  count,
  errors,
  50,
  40,
  80,
  p95,
  99,
  1000,
  100,
];
const series = (text: string) => {
  const { times, columns } = decodeBlock(Buffer.from(text, 'base64'));
  return { times: [...times].map((time) => (time - t0) / 1000), columns: columns.map((column) => [...column]) };
};
const first = part({
  whole: true,
  labels: ['', 'pay'],
  codes: ['500', 'assertion'],
  cells: Float64Array.from([...cell(0, 0, 10, 2), ...cell(0, 1, 4, 2, 70), ...cell(2, 0, 5, 0)]),
  codeCells: Float64Array.from([t0, 0, 0, 1, t0, 0, 1, 1]),
  users: Float64Array.from([t0, 3]),
  completeTo: t0 + 3000,
});

describe('the picture of a run', () => {
  test('shows rates a second, gaps where nothing was measured, users held through quiet seconds', () => {
    const picture = new RunPicture('e', testRun, 0);
    picture.change(testRun, 1, first);
    const { times, columns } = series(picture.feed('').full().series);
    expect(times).toEqual([0, 1, 2]);
    expect(columns[0]).toEqual([3, 3, 3]);
    expect(columns[1]).toEqual([10, 0, 5]);
    expect(columns[2]).toEqual([2, 0, 0]);
    expect(columns[5]).toEqual([90, Number.NaN, 90]);
    expect(columns[9]).toEqual([50, Number.NaN, 50]);
    expect(columns[7]).toEqual([1000, 0, 1000]);
  });

  test('shows one label, and its errors by code', () => {
    const picture = new RunPicture('e', testRun, 0);
    picture.change(testRun, 1, first);
    expect(series(picture.feed('pay').full().series).columns[1]).toEqual([4, 0, 0]);
    const total = picture.feed('').full();
    expect(total.errorCodes).toEqual(['500', 'assertion']);
    expect(series(total.errorSeries).columns).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);
    expect(picture.feed('unknown').full().errorCodes).toEqual([]);
  });

  test('tells a reader only what changed since its event, over several changes', () => {
    const picture = new RunPicture('e', testRun, 0);
    const feed = picture.feed('');
    picture.change(testRun, 1, first);
    const seen = feed.sequence();
    picture.change(testRun, 2, part({ cells: Float64Array.from(cell(4, 0, 7, 0)), completeTo: t0 + 5000 }));
    picture.change(
      testRun,
      3,
      part(
        { cells: Float64Array.from(cell(3, 0, 1, 0)), completeTo: t0 + 5000 },
        { log: { lines: [{ n: 9, at: null, level: 'INFO', origin: 'x', text: 'late' }], dropped: 2 } },
      ),
    );
    const delta = feed.since(seen);
    const { times, columns } = series(delta?.series ?? '');
    expect([times, columns[1]]).toEqual([
      [3, 4],
      [1, 7],
    ]);
    expect(delta?.log).toEqual({ lines: [{ n: 1, at: null, level: 'INFO', origin: 'x', text: 'late' }], dropped: 2 });
  });

  test('a change of the record alone carries no points', () => {
    const picture = new RunPicture('e', testRun, 0);
    picture.change(testRun, 1, first);
    const seen = picture.feed('').sequence();
    picture.change({ ...testRun, state: 'stopping' }, 2);
    const delta = picture.feed('').since(seen);
    expect(delta?.run.state).toBe('stopping');
    expect(series(delta?.series ?? '').times).toEqual([]);
  });

  test('gives everything when the width changed or the reader is too far behind', () => {
    const picture = new RunPicture('e', testRun, 0);
    picture.change(testRun, 1, first);
    const seen = picture.feed('').sequence();
    picture.change(
      testRun,
      2,
      part({
        whole: true,
        width: 10_000,
        labels: [''],
        cells: Float64Array.from(cell(0, 0, 50, 0)),
        completeTo: t0 + 10_000,
      }),
    );
    expect(picture.feed('').since(seen)).toBeUndefined();
    expect(picture.feed('').full().interval).toBe(10_000);
    expect(series(picture.feed('').full().series).columns[1]).toEqual([5]);
    for (let i = 0; i < 500; i += 1) picture.note(i, 'INFO', 'x');
    expect(picture.feed('').since(seen + 1)).toBeUndefined();
    expect(picture.feed('').since(picture.feed('').sequence() - 2)).toBeDefined();
  });

  test('one row with a time of 1970 does not ask for millions of buckets', () => {
    const picture = new RunPicture('e', testRun, 0);
    picture.change(
      testRun,
      1,
      part({
        whole: true,
        labels: [''],
        cells: Float64Array.from([0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, ...cell(0, 0, 1, 0)]),
        completeTo: t0 + 1000,
      }),
    );
    expect(series(picture.feed('').full().series).times.length).toBe(12_000);
  });

  test('wakes its readers after each change, until they leave', () => {
    const picture = new RunPicture('e', testRun, 0);
    let woken = 0;
    const off = picture.feed('').onChange(() => {
      woken += 1;
    });
    picture.change(testRun, 1);
    picture.note(1, 'WARN', 'x');
    off();
    picture.change(testRun, 1);
    expect(woken).toBe(2);
  });
});
