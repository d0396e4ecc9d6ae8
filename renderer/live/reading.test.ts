import { describe, expect, it } from 'vitest';
import { type Panel, panelSchema } from '#core/boards/board.ts';
import type { LivePanel, LiveSeries } from './boardStore.ts';
import { isStale, levelOf, normalBand, readPanel, reduceSeries, sparkValues } from './reading.ts';
import { sparkOf } from './sparkOf.ts';

const series = (times: number[], values: number[], shift = 0): LiveSeries => ({
  key: `${shift}`,
  ref: 'A',
  shift,
  name: 'cpu',
  field: 'usage',
  labels: {},
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});

const live = (list: LiveSeries[]): LivePanel => ({
  state: 'ok',
  error: null,
  newestAt: 40,
  staleAfter: 30,
  provenance: [],
  series: list,
  window: { at: 40, from: 0, to: 40, interval: 10 },
  dropped: { points: 0, series: 0 },
});

const stat: Panel = panelSchema.parse({
  kind: 'stat',
  id: 'cpu',
  title: 'CPU',
  grid: { x: 0, y: 0, w: 4, h: 2 },
  targets: [{ ref: 'A', target: { kind: 'select', measurement: 'cpu', fields: ['usage'] } }],
  thresholds: [
    { at: 80, state: 'warning' },
    { at: 95, state: 'critical' },
  ],
});

it('reduces only what lies in the window and is a number', () => {
  const one = series([0, 10, 20, 30], [9, 1, Number.NaN, 3]);
  expect(reduceSeries(one, 'last', 5, 40)).toBe(3);
  expect(reduceSeries(one, 'mean', 5, 40)).toBe(2);
  expect(reduceSeries(one, 'sum', 0, 40)).toBe(13);
  expect(reduceSeries(one, 'max', 15, 25)).toBeNull();
});

it('calls a value by the worst threshold it reached, on either side', () => {
  expect(levelOf(79.9, stat.thresholds)).toBe('ok');
  expect(levelOf(80, stat.thresholds)).toBe('warning');
  expect(levelOf(96, stat.thresholds)).toBe('critical');
  expect(levelOf(null, stat.thresholds)).toBe('ok');
  expect(levelOf(98, [{ at: 99.5, state: 'warning', side: 'below' }])).toBe('warning');
});

describe('readPanel', () => {
  it('compares the last value with the same moment of last week, not with its end', () => {
    const reading = readPanel(
      stat,
      live([series([0, 10, 20], [10, 20, 85]), series([0, 10, 20, 30, 40], [1, 2, 3, 4, 5], 604_800_000)]),
    );
    expect(reading).toMatchObject({ value: 85, lastWeek: 3, level: 'warning', hotFrom: 2 });
  });

  it('says nothing about last week when that moment has no value', () => {
    const reading = readPanel(stat, live([series([90, 100], [1, 2]), series([0], [1], 604_800_000)]));
    expect(reading.lastWeek).toBeNull();
  });

  it('has no value without data, which is not normal or zero but missing', () => {
    expect(readPanel(stat, undefined).value).toBeNull();
    expect(readPanel(stat, live([])).value).toBeNull();
  });
});

it('averages steps for a spark and leaves empty ones as gaps', () => {
  expect(sparkValues(series([0, 1, 30, 40], [1, 3, 5, 7]), 0, 40, 4)).toEqual([2, null, null, 6]);
});

it('takes the middle of the values as the normal band', () => {
  const values = [...Array.from({ length: 40 }, (_, at) => 50 + (at % 5)), 1000];
  expect(normalBand(values)).toEqual([50, 54]);
  expect(normalBand([1, 2, 3])).toBeUndefined();
});

it('is stale past its allowance, but never for a range that lies in the past', () => {
  const window = { at: 0, from: 0, to: 1000, interval: 10 };
  expect(isStale({ newestAt: 960, staleAfter: 30, window }, 1000)).toBe(true);
  expect(isStale({ newestAt: 980, staleAfter: 30, window }, 1000)).toBe(false);
  expect(isStale({ newestAt: 980, staleAfter: 30, window }, 999_999)).toBe(false);
  expect(isStale({ newestAt: null, staleAfter: 30, window }, 1000)).toBe(false);
});

it('draws no gaps into a spark whose steps would be narrower than the buckets', () => {
  const short = live([series([0, 10, 20, 30], [1, 2, 3, 4])]);
  expect(sparkOf(short, readPanel(stat, short), 60)?.values).toEqual([1, 2, 3, 4]);
});
