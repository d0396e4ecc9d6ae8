import { describe, expect, it } from 'vitest';
import type { Plan } from '#core/contract/loadtests.ts';
import { loadDoubts } from './loadDoubts.ts';

function group(threads: string, durationSeconds = '', change: Partial<Plan['threadGroups'][number]> = {}) {
  const number = (text: string) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : null);
  return {
    name: 'Shoppers',
    kind: 'plain',
    enabled: true,
    threads,
    threadsResolved: number(threads),
    rampSeconds: '',
    loops: '1',
    durationSeconds,
    durationResolved: number(durationSeconds),
    ...change,
  };
}
const codes = (...groups: Plan['threadGroups']) => loadDoubts({ threadGroups: groups }).map((one) => one.code);

describe('doubts about the size of a load', () => {
  it.each([
    ['banana', 'threadsNoNumber'],
    ['1.5', 'threadsNoNumber'],
    ['-5', 'threadsNone'],
    ['0', 'threadsNone'],
    ['99999999', 'threadsMany'],
    ['${__Random(1,5)}', 'threadsUnknown'],
  ])('users %j: %s', (threads, code) => {
    expect(codes(group(threads))).toEqual([code]);
  });

  it.each([
    ['banana', 'durationNoNumber'],
    ['-5', 'durationNone'],
    ['0', 'durationNone'],
  ])('duration %j: %s', (duration, code) => {
    expect(codes(group('5', duration))).toEqual([code]);
  });

  it('has none about ordinary figures, groups without a duration, disabled groups and fractions of plug-ins', () => {
    expect(
      codes(
        group('100000', '60'),
        group('5'),
        group('banana', '-1', { enabled: false }),
        group('1.5', '', { kind: 'arrivals' }),
      ),
    ).toEqual([]);
  });

  it('names the group and the figure as it stands', () => {
    expect(loadDoubts({ threadGroups: [group('banana')] })).toEqual([
      { code: 'threadsNoNumber', group: 'Shoppers', value: 'banana' },
    ]);
  });
});
