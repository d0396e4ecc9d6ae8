import { describe, expect, it } from 'vitest';
import type { Run, RunUpdate } from '#core/contract/loadtests.ts';
import { runSeriesNames } from '#core/contract/loadtests.ts';
import { encodeBlock } from '#core/metrics/block.ts';
import { readBlock } from '../../../live/decode.ts';
import { aRun } from '../testing.ts';
import { foldRun, logLinesHeld, type RunView } from './foldRun.ts';

const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** A block whose every column repeats `values`. */
const block = (times: number[], values: number[], columns: number = runSeriesNames.length) =>
  base64(
    encodeBlock(
      times,
      Array.from({ length: columns }, () => values),
    ),
  );

interface Given {
  times?: number[];
  values?: number[];
  codes?: Record<string, number[]>;
  lines?: number[];
  dropped?: number;
  run?: Partial<Run>;
}

function update({
  times = [],
  values = times.map(() => 0),
  codes = {},
  lines = [],
  dropped = 0,
  run = {},
}: Given): RunUpdate {
  return {
    run: aRun(run),
    at: 0,
    interval: 1000,
    series: block(times, values),
    errorCodes: Object.keys(codes),
    errorSeries: base64(encodeBlock(times, Object.values(codes))),
    labels: [],
    errors: [],
    log: { lines: lines.map((n) => ({ n, at: n, level: 'INFO', origin: 'x', text: `line ${n}` })), dropped },
  };
}

const full = (given: Given, held?: RunView, label = '') =>
  foldRun(held, { kind: 'full', missed: 0, data: update(given) }, label, readBlock);
const delta = (held: RunView | undefined, given: Given, label = '') =>
  foldRun(held, { kind: 'delta', missed: 0, data: update(given) }, label, readBlock);

describe('foldRun', () => {
  it('replaces everything at or after the first time of a block and keeps what lies before', () => {
    const held = full({ times: [1000, 2000, 3000], values: [1, 2, 3] });
    const next = delta(held, { times: [3000, 4000], values: [30, 4] });
    expect([...next.times]).toEqual([1000, 2000, 3000, 4000]);
    expect([...next.columns.throughput]).toEqual([1, 2, 30, 4]);
    expect([...next.columns.mean]).toEqual([1, 2, 30, 4]);
  });

  it('lets a block that begins earlier cut what it does not repeat', () => {
    const held = full({ times: [1000, 2000, 3000, 4000], values: [1, 2, 3, 4] });
    expect([...delta(held, { times: [2000], values: [20] }).times]).toEqual([1000, 2000]);
  });

  it('keeps its arrays when a delta brings no points, so that no chart draws for nothing', () => {
    const held = full({ times: [1000], values: [1] });
    const next = delta(held, { run: { state: 'stopping' } });
    expect(next.run.state).toBe('stopping');
    expect(next.times).toBe(held.times);
    expect(next.columns.p95).toBe(held.columns.p95);
  });

  it('does not change what an earlier view holds', () => {
    const held = full({ times: [1000, 2000], values: [1, 2] });
    delta(held, { times: [2000], values: [9] });
    expect([...held.columns.users]).toEqual([1, 2]);
  });

  it('forgets the past on a full event and when another label is looked at', () => {
    const held = full({ times: [1000, 2000], lines: [1, 2] });
    expect([...full({ times: [2000] }, held).times]).toEqual([2000]);
    expect([...delta(held, { times: [2000] }, 'Pay').times]).toEqual([2000]);
  });

  it('gives a new error code zeroes for the time before it, and follows codes when their order changes', () => {
    const held = full({ times: [1000, 2000], codes: { '503': [1, 2] } });
    const next = delta(held, { times: [3000], codes: { '429': [7], '503': [3] } });
    expect(next.codes.map((one) => [one.code, [...one.values]])).toEqual([
      ['429', [0, 0, 7]],
      ['503', [1, 2, 3]],
    ]);
    expect([...next.codeTimes]).toEqual([1000, 2000, 3000]);
  });

  it('adds each log line once, says what was dropped, and holds a limited number', () => {
    const held = full({ lines: [1, 2] });
    const next = delta(held, { lines: [2, 3], dropped: 5 });
    expect(next.lines.map((line) => line.n)).toEqual([1, 2, 3]);
    expect(next.droppedLines).toBe(5);
    expect(delta(next, { lines: [5, 4] }).lines.map((line) => line.n)).toEqual([1, 2, 3, 4, 5]);
    const many = delta(next, { lines: Array.from({ length: logLinesHeld + 10 }, (_, at) => at + 4) });
    expect(many.lines).toHaveLength(logLinesHeld);
    expect(many.lines.at(-1)?.n).toBe(logLinesHeld + 13);
  });

  it('keeps the spark of all samples while one label is looked at', () => {
    const held = full({ times: [1000, 2000], values: [5, Number.NaN] });
    expect(held.allSpark).toEqual([5, null]);
    expect(full({ times: [1000], values: [99] }, held, 'Pay').allSpark).toEqual([5, null]);
  });

  it('refuses a damaged block', () => {
    const data = { ...update({}), series: 'AAAA' };
    expect(() => foldRun(undefined, { kind: 'full', missed: 0, data }, '', readBlock)).toThrow('block');
  });
});
