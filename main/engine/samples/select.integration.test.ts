import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Frame } from '#core/metrics/frame.ts';
import type { StoreError } from './store.ts';
import { openTestStore, type TestStore } from './testing.ts';

let test: TestStore;
beforeEach(async () => {
  test = await openTestStore();
});
afterEach(() => test.dispose());

const series = (frames: readonly Frame[]) =>
  frames.map((frame) => [frame.labels, frame.times, frame.columns[0]?.values] as const);

describe('select targets', () => {
  it('averages into buckets, by tag, with filters, and leaves gaps', async () => {
    await test.write(
      [
        'cpu,host=a,cpu=0 u=1 1000',
        'cpu,host=a,cpu=1 u=3 1500',
        'cpu,host=a,cpu=0 u=10 5000',
        'cpu,host=b,cpu=0 u=7 1999',
        'cpu,host=c u=100 1000',
      ].join('\n'),
    );
    const grouped = await test.select({ measurement: 'cpu', fields: ['u'], groupBy: ['host'] }, 0, 5001, 1000);
    expect(series(grouped.frames)).toEqual([
      [{ host: 'a' }, [1000, 5000], [2, 10]],
      [{ host: 'b' }, [1000], [7]],
      [{ host: 'c' }, [1000], [100]],
    ]);
    const filtered = async (filters: object[]) =>
      series(
        (
          await test.select(
            { measurement: 'cpu', fields: ['u'], aggregate: 'sum', filters: filters as never },
            0,
            9000,
            10_000,
          )
        ).frames,
      )[0]?.[2];
    expect(await filtered([{ tag: 'host', op: '=', value: 'a' }])).toEqual([14]);
    expect(await filtered([{ tag: 'host', op: '!=', value: 'a' }])).toEqual([107]);
    expect(await filtered([{ tag: 'host', op: 'in', value: ['a', 'b'] }])).toEqual([21]);
    expect(await filtered([{ tag: 'host', op: 'regex', value: '[ab]' }])).toEqual([21]);
    expect(await filtered([{ tag: 'host', op: 'regex', value: '[a' }]).catch((error: StoreError) => error.code)).toBe(
      'query-failed',
    );
    expect(await filtered([{ tag: 'host', op: 'not-regex', value: '[ab]' }])).toEqual([100]);
    expect(await filtered([{ tag: 'cpu', op: '=', value: '' }])).toEqual([100]);
    expect(await filtered([{ tag: 'nowhere', op: '!=', value: 'x' }])).toEqual([121]);
    expect(await filtered([{ tag: 'host', op: '=', value: "a' OR '1'='1" }])).toBeUndefined();
  });

  it.each([
    ['mean', [2, 4]],
    ['min', [1, 4]],
    ['max', [3, 4]],
    ['sum', [6, 4]],
    ['count', [3, 1]],
    ['first', [1, 4]],
    ['last', [3, 4]],
  ] as const)('%s over the points of a bucket, scaled', async (aggregate, values) => {
    await test.write('m v=1 1000\nm v=2 1100\nm v=3 1200\nm other=1 1300\nm v=4 2000\nm other=1 3000');
    const answer = await test.select({ measurement: 'm', fields: ['v'], aggregate, scale: -1 }, 0, 9000, 1000);
    expect(series(answer.frames)).toEqual([[{}, [1000, 2000], values.map((value) => -value)]]);
  });

  it('gives a rate per second that survives a counter starting again, per series', async () => {
    await test.write(
      [
        'net,if=e0 b=1000i 0',
        'net,if=e0 b=2000i 10000',
        'net,if=e0 b=100i 20000',
        'net,if=e0 b=600i 30000',
        'net,if=e1 b=50u 0',
        'net,if=e1 b=60u 10000',
        'net,if=e1 b=90u 30000',
      ].join('\n'),
    );
    const each = await test.select(
      { measurement: 'net', fields: ['b'], transform: 'rate', groupBy: ['if'] },
      10_000,
      40_000,
      10_000,
    );
    expect(series(each.frames)).toEqual([
      [{ if: 'e0' }, [10_000, 30_000], [100, 50]],
      [{ if: 'e1' }, [10_000, 30_000], [1, 1.5]],
    ]);
    const total = await test.select(
      { measurement: 'net', fields: ['b'], transform: 'rate', aggregate: 'sum', scale: 8 },
      10_000,
      40_000,
      10_000,
    );
    expect(series(total.frames)).toEqual([[{}, [10_000, 30_000], [808, 412]]]);
    const wide = await test.select(
      { measurement: 'net', fields: ['b'], transform: 'rate', aggregate: 'sum' },
      0,
      60_000,
      60_000,
    );
    expect(wide.frames[0]?.columns[0]?.values[0]).toBeCloseTo(1500 / 20 + 40 / 30, 9);
  });

  it('leaves the bucket of a rate out until it is over, and no other', async () => {
    await test.write('net,if=e0 b=0i 0\nnet,if=e0 b=6070i 10000\nnet,if=e0 b=12140i 19000\nnet,if=e0 b=12140i 21000');
    const rate = async (to: number) =>
      series((await test.select({ measurement: 'net', fields: ['b'], transform: 'rate' }, 0, to, 10_000)).frames)[0];
    expect((await rate(21_001))?.[1]).toEqual([10_000]);
    expect((await rate(30_000))?.[1]).toEqual([10_000, 20_000]);
    expect(await rate(9000)).toBeUndefined();
    const last = await test.select({ measurement: 'net', fields: ['b'], aggregate: 'last' }, 0, 21_001, 10_000);
    expect(last.frames[0]?.times).toEqual([0, 10_000, 20_000]);
  });

  it('answers the same for a part of a range as for the whole', async () => {
    const lines = Array.from({ length: 120 }, (_, index) => `m,h=${index % 3} c=${index * index}i ${index * 1000}`);
    await test.write(lines.join('\n'));
    const rates = (from: number) =>
      test.select({ measurement: 'm', fields: ['c'], transform: 'rate', groupBy: ['h'] }, from, 120_000, 10_000);
    const [whole, part] = [await rates(0), await rates(60_000)];
    for (const [index, frame] of part.frames.entries()) {
      const all = whole.frames[index];
      const from = all?.times.indexOf(60_000) ?? -1;
      expect(frame.times).toEqual(all?.times.slice(from));
      expect(frame.columns[0]?.values).toEqual(all?.columns[0]?.values.slice(from));
      expect(frame.key).toBe(all?.key);
    }
  });

  it('says what it does not know and gives text only where text can be given', async () => {
    await test.write('m,h=a v=1,s="up" 1000\nm,h=a v=2,s="down" 1500');
    expect((await test.select({ measurement: 'x', fields: ['v'] }, 0, 9000, 1000)).notices).toEqual([
      'No measurement x.',
    ]);
    const answer = await test.select({ measurement: 'm', fields: ['v', 'w', 's'] }, 0, 9000, 1000);
    expect(answer.notices).toEqual(['No field w in m.', 's is text: only first, last and count work on it.']);
    const last = await test.select({ measurement: 'm', fields: ['s'], aggregate: 'last' }, 0, 9000, 1000);
    expect(last.frames[0]?.columns).toEqual([{ name: 's', type: 'text', values: ['down'] }]);
  });
});
