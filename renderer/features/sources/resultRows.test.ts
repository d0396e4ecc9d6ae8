import { describe, expect, it } from 'vitest';
import { type AnswerFrame, resultRows } from './resultRows.ts';

const frame = (change: Partial<AnswerFrame> = {}): AnswerFrame => ({
  key: 'k',
  name: 'cpu',
  labels: {},
  times: [1000, 2000],
  columns: [{ name: 'mean', values: [1, null] }],
  ...change,
});

describe('the rows of a tried query', () => {
  it('stand newest first and keep a missing value missing', () => {
    const { rows, hasTime, hasSeries } = resultRows([frame()]);
    expect(rows.map((row) => [row.at, ...row.cells])).toEqual([
      [2000, null],
      [1000, 1],
    ]);
    expect([hasTime, hasSeries]).toEqual([true, false]);
  });

  it('name their series by its labels and fill columns another series has', () => {
    const { columns, rows } = resultRows([
      frame({ key: 'a', labels: { host: 'web-1' }, times: [1000], columns: [{ name: 'mean', values: [1] }] }),
      frame({ key: 'b', labels: { host: 'web-2' }, times: [1000], columns: [{ name: 'max', values: [7] }] }),
    ]);
    expect(columns).toEqual(['mean', 'max']);
    expect(rows.map((row) => [row.series, ...row.cells])).toEqual([
      ['host=web-1', 1, null],
      ['host=web-2', null, 7],
    ]);
  });

  it('take a table without time in its own order', () => {
    const table = frame({ times: [], columns: [{ name: 'name', values: ['a', 'b'] }] });
    const { rows, hasTime } = resultRows([table]);
    expect(rows.map((row) => [row.at, ...row.cells])).toEqual([
      [null, 'a'],
      [null, 'b'],
    ]);
    expect(hasTime).toBe(false);
  });

  it('stop at the limit and say how many there were', () => {
    const { rows, total } = resultRows([frame(), frame({ key: 'c' })], 3);
    expect([rows.length, total]).toEqual([3, 4]);
  });
});
