import { describe, expect, it } from 'vitest';
import { type Localized, type Panel, panelSchema } from '#core/boards/board.ts';
import type { LivePanel, LiveSeries } from '../../../live/index.ts';
import { chartSeriesOf } from './chartSeries.ts';
import { csvCell, seriesCsv } from './csv.ts';
import { heatOf } from './heatCells.ts';
import { tableOf } from './tableRows.ts';

const english = (text: Localized) => (typeof text === 'string' ? text : text.en);

const series = (over: Partial<LiveSeries> & { points?: [number, number][] }): LiveSeries => {
  const { points = [], ...rest } = over;
  return {
    key: 'a',
    ref: 'A',
    shift: 0,
    name: 'a',
    field: 'used',
    labels: {},
    times: Float64Array.from(points, ([time]) => time),
    values: Float64Array.from(points, ([, value]) => value),
    ...rest,
  };
};

const live = (list: LiveSeries[]): LivePanel => ({
  state: 'ok',
  error: null,
  newestAt: 30,
  staleAfter: 30,
  provenance: [],
  series: list,
  window: { at: 40, from: 0, to: 40, interval: 10 },
  dropped: { points: 0, series: 0 },
});

function panel<K extends Panel['kind']>(kind: K, over: object): Extract<Panel, { kind: K }> {
  const target = { kind: 'select', measurement: 'disk', fields: ['used'] };
  const parsed = panelSchema.parse({
    kind,
    id: 'p',
    title: 'P',
    grid: { x: 0, y: 0, w: 4, h: 2 },
    targets: [
      { ref: 'A', target, legend: 'used %' },
      { ref: 'B', target, legend: '' },
    ],
    ...over,
  });
  if (parsed.kind !== kind) throw new Error('another kind came out');
  return parsed as Extract<Panel, { kind: K }>;
}

describe('tableOf', () => {
  const table = panel('table', { rowTag: 'path', limit: 2 });

  it('makes rows of a tag and columns of targets, the largest first', () => {
    const result = tableOf(
      table,
      live([
        series({ key: '1', labels: { path: '/' }, points: [[0, 10]] }),
        series({ key: '2', labels: { path: '/var' }, points: [[0, 90]] }),
        series({ key: '3', ref: 'B', field: 'inodes', labels: { path: '/' }, points: [[0, 3]] }),
      ]),
      english,
    );
    expect(result).toEqual({
      columns: ['used %', 'inodes'],
      rows: [
        { name: '/var', values: [90, null] },
        { name: '/', values: [10, 3] },
      ],
      more: 0,
    });
  });

  it('says how many rows its limit left out, and ignores last week', () => {
    const many = ['a', 'b', 'c'].map((path, at) => series({ key: path, labels: { path }, points: [[0, at]] }));
    const result = tableOf(
      table,
      live([...many, series({ key: 'w', shift: 604_800_000, labels: { path: 'old' }, points: [[0, 99]] })]),
      english,
    );
    expect(result.rows.map((row) => row.name)).toEqual(['c', 'b']);
    expect(result.more).toBe(1);
  });
});

describe('heatOf', () => {
  const heat = panel('heatmap', { rowTag: 'cpu' });

  it('has a column for every bucket and leaves cells bare where nothing came', () => {
    const result = heatOf(
      heat,
      live([
        series({ key: '10', labels: { cpu: 'cpu10' }, points: [[0, 1]] }),
        series({
          key: '2',
          labels: { cpu: 'cpu2' },
          points: [
            [10, 5],
            [30, Number.NaN],
          ],
        }),
      ]),
    );
    expect(result).toEqual({
      columns: [0, 10, 20, 30],
      rows: ['cpu2', 'cpu10'],
      cells: [
        [null, 5, null, null],
        [1, null, null, null],
      ],
    });
  });

  it('draws nothing without series that have the tag', () => {
    expect(heatOf(heat, live([series({ points: [[0, 1]] })])).rows).toEqual([]);
  });
});

describe('seriesCsv', () => {
  it('puts series side by side by time and leaves missing values empty', () => {
    const text = seriesCsv(
      [
        series({
          name: 'user',
          points: [
            [0, 1],
            [1000, Number.NaN],
          ],
        }),
        series({ name: 'sys, all', points: [[1000, 2.5]] }),
      ],
      'time',
    );
    expect(text).toBe('time,user,"sys, all"\r\n1970-01-01T00:00:00.000Z,1,\r\n1970-01-01T00:00:01.000Z,,2.5\r\n');
  });

  it('does not let a spreadsheet run a name as a formula', () => {
    expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(csvCell('-load')).toBe("'-load");
    expect(csvCell(-3)).toBe('-3');
  });
});

it('stacks the present only: last week lies behind as a reference', () => {
  const result = chartSeriesOf(
    panel('timeseries', { stack: true, unit: 'ratio' }),
    live([
      series({ name: '사용자', entity: 'user', points: [[0, 0.5]] }),
      series({ key: 'w', name: 'user', shift: 1, points: [[0, 0.4]] }),
    ]),
    (name) => `${name}, last week`,
  );
  expect(result).toMatchObject([
    { name: '사용자', stack: 'panel', area: true, entity: 'user' },
    { name: 'user, last week', reference: true },
  ]);
  expect(result[1]).not.toHaveProperty('stack');
  expect(Array.from(result[0]?.values ?? [])).toEqual([50]);
});
