import { describe, expect, it } from 'vitest';
import { type ChartSeries, drawnSeries, flatPoints, valueRange } from './series.ts';

const series = (key: string, more: Partial<ChartSeries> = {}): ChartSeries => ({
  key,
  name: key,
  times: [0, 10, 20],
  values: [1, 2, 3],
  ...more,
});

describe('drawnSeries', () => {
  it('puts the ninth series to the others and never a reference', () => {
    const all = [...Array.from({ length: 9 }, (_, at) => series(`s${at}`)), series('last week', { reference: true })];
    const drawn = drawnSeries(all);
    expect(drawn.filter((one) => one.isOther).map((one) => one.series.key)).toEqual(['s8']);
    expect(drawn.at(-1)).toMatchObject({ color: 'n9', isOther: false });
  });

  it('keeps the colour of an entity whatever its key', () => {
    const [one] = drawnSeries([series('cpu of pay-api', { entity: 'pay-api' })]);
    const [other] = drawnSeries([series('errors of pay-api', { entity: 'pay-api' })]);
    expect(one?.color).toBe(other?.color);
  });
});

it('lifts the pen where rows are missing', () => {
  const flat = flatPoints(series('a', { times: [0, 10, 20, 90, 100], values: [1, 2, 3, 4, 5] }));
  expect([...flat]).toEqual([0, 1, 10, 2, 20, 3, 21, Number.NaN, 90, 4, 100, 5]);
});

it('lifts the pen of all series of a stack at the same place, whatever values they lack', () => {
  const times = [0, 10, 20, 90, 100];
  const one = flatPoints(series('a', { stack: 'x', times, values: [1, 2, 3, 4, 5] }));
  const other = flatPoints(series('b', { stack: 'x', times, values: [1, null, null, 4, 5] }));
  const timesOf = (flat: Float64Array) => [...flat].filter((_, at) => at % 2 === 0);
  expect(timesOf(one)).toEqual([0, 10, 20, 21, 90, 100]);
  expect(timesOf(other)).toEqual(timesOf(one));
});

it('counts from the start of a run on an elapsed axis', () => {
  expect([...flatPoints(series('a', { times: [1000, 1010], values: [1, null] }), 1000)]).toEqual([
    0,
    1,
    10,
    Number.NaN,
  ]);
});

it('scales a stack by its sum and leaves out the other axis', () => {
  const all = [
    series('a', { stack: 'x' }),
    series('b', { stack: 'x' }),
    series('c', { axis: 'right', values: [100, 1, 1] }),
  ];
  expect(valueRange(all, 'left')).toEqual({ low: 1, high: 6 });
  expect(valueRange(all, 'right')).toEqual({ low: 1, high: 100 });
});
