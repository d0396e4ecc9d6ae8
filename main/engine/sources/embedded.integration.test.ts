import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SelectTarget, selectTargetSchema } from '#core/metrics/query.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { systemClock } from '../clock.ts';
import { openTestStore, type TestStore } from '../samples/testing.ts';
import type { SourceAdapter } from './adapter.ts';
import { type EmbeddedStore, embedded } from './embedded.ts';
import { rhythmCachedFor } from './embedded-hosts.ts';
import { receiveRate, telegrafLines } from './testing/telegraf-data.ts';

const step = 10_000;
const minute = 60_000;
const end = Math.floor(Date.now() / minute) * minute;
const start = end - 30 * minute;
const gap = { from: end - 10 * minute, to: end - 5 * minute };
const signal = () => AbortSignal.timeout(30_000);
const select = (extra: Partial<SelectTarget>): SelectTarget =>
  selectTargetSchema.parse({ kind: 'select', measurement: 'cpu', fields: ['usage_idle'], ...extra });

let test: TestStore;
let adapter: SourceAdapter;

beforeAll(async () => {
  test = await openTestStore();
  adapter = embedded(test.store, systemClock, '0.1.0');
  const silent = (host: string, time: number) => host === 'a' && time > gap.from && time < gap.to;
  await adapter.writer?.write(
    telegrafLines({ hosts: ['a', 'b'], from: start, to: end, stepMs: step, silent }),
    'ns',
    signal(),
  );
});
afterAll(() => test.dispose());

describe('the embedded store as a source', () => {
  it('is probed', async () => {
    expect(await adapter.probe(signal())).toMatchObject({ ok: true, version: '0.1.0', measurements: 8 });
  });

  it('answers as the other sources do: buckets, rates, sums over series, scale', async () => {
    const idle = await adapter.query(
      { target: select({ groupBy: ['host'] }), from: start, to: end, interval: step },
      signal(),
    );
    expect(idle.frames.map((frame) => frame.labels['host'])).toEqual(['a', 'b']);
    expect(idle.frames[1]?.times).toHaveLength((end - start) / step);
    const target = select({
      measurement: 'net',
      fields: ['bytes_recv'],
      transform: 'rate',
      aggregate: 'sum',
      scale: -1,
      filters: [{ tag: 'interface', op: '=', value: 'eth0' }],
    });
    const rate = await adapter.query({ target, from: end - 4 * minute, to: end, interval: minute }, signal());
    expect(rate.frames[0]?.columns[0]?.values).toEqual([1, 2, 3, 4].map(() => -2 * receiveRate.eth0));
  });

  it('knows its hosts with their pauses', async () => {
    const hosts = await adapter.hosts(signal());
    expect(hosts.map((host) => [host.name, host.intervalMs, host.gaps])).toEqual([
      ['a', step, [{ from: gap.from, to: gap.to }]],
      ['b', step, []],
    ]);
  });

  it('refuses raw text that writes, and lines that are none', async () => {
    const target = { kind: 'raw', language: 'sql', text: 'DELETE FROM cpu', shape: 'table' } as const;
    await expect(adapter.query({ target, from: start, to: end, interval: step }, signal())).rejects.toMatchObject({
      code: 'query',
    });
    await expect(adapter.writer?.write(['cpu'], 'ns', signal())).rejects.toMatchObject({ code: 'query' });
  });

  it('lists measurements and values', async () => {
    expect((await adapter.schema('net', signal())).tags).toEqual(['host', 'interface']);
    expect(await adapter.tagValues('cpu', 'cpu', signal())).toEqual(['cpu-total', 'cpu0', 'cpu1']);
  });
});

describe('the rhythm of hosts in the embedded store', () => {
  const now = Date.UTC(2026, 2, 1);
  const line = (measurement: string, host: string, ago: number) =>
    `${measurement},host=${host},cpu=c0 v=1 ${now - ago}`;
  const every = (host: string, ms: number, ages: readonly number[]) => ages.map((age) => line('cpu', host, age * ms));
  let own: TestStore;
  beforeEach(async () => {
    own = await openTestStore();
  });
  afterEach(() => own.dispose());

  const hostsAt = async (clock = new VirtualClock(now)) =>
    (await embedded(own.store, clock, '0').hosts(signal())).map(({ name, intervalMs, gaps }) => [
      name,
      intervalMs,
      gaps,
    ]);

  it('is not mistaken after a restart: the first two samples a second apart are no interval', async () => {
    const before = Array.from({ length: 60 }, (_, at) => line('cpu', 'a', 20_000 + at * 10_000));
    await own.write(before.join('\n'));
    await own.reopen();
    await own.write([line('cpu', 'a', 5000), line('cpu', 'a', 4000)].join('\n'));
    expect(await hostsAt()).toEqual([['a', 10_000, []]]);
  });

  it('is not known from a single distance, unless the host reports seldom or is gone', async () => {
    const lines = [
      ...every('new', 1000, [5, 4]),
      ...every('seldom', 60_000, [31, 1]),
      ...every('gone', 10_000, [1000, 999, 998]),
    ];
    await own.write(lines.sort().join('\n'));
    expect(await hostsAt()).toEqual([
      ['gone', 10_000, []],
      ['new', null, []],
      ['seldom', 30 * 60_000, []],
    ]);
  });

  it('is told host by host, also where one sends many times a second', async () => {
    const fast = Array.from({ length: 200 }, (_, at) => line('cpu', 'fast', 60_000 - at * 200));
    const paused = every('paused', 10_000, [30, 29, 28, 27, 20, 19, 18, 17, 16]);
    await own.write([...fast, ...paused].join('\n'));
    expect(await hostsAt()).toEqual([
      ['fast', 1000, []],
      ['paused', 10_000, [{ from: now - 270_000, to: now - 200_000 }]],
    ]);
  });

  it('asks once for all hosts, and again only after a while', async () => {
    const hosts = Array.from({ length: 300 }, (_, at) => `h${at}`);
    await own.write(hosts.flatMap((host) => every(host, 10_000, [4, 3, 2, 1])).join('\n'));
    let asked = 0;
    const { store } = own;
    const counting: EmbeddedStore = {
      query: (query, given) => {
        asked += 1;
        return store.query(query, given);
      },
      schema: () => store.schema(),
      tagValues: (...about) => store.tagValues(...about),
      hosts: () => store.hosts(),
      write: (...about) => store.write(...about),
    };
    const clock = new VirtualClock(now);
    const adapter = embedded(counting, clock, '0');
    const found = await adapter.hosts(signal());
    expect(found.filter((host) => host.intervalMs === 10_000)).toHaveLength(300);
    expect(asked).toBe(1);
    await clock.advance(rhythmCachedFor - 1);
    await adapter.hosts(signal());
    expect(asked).toBe(1);
    await clock.advance(1);
    await adapter.hosts(signal());
    expect(asked).toBe(2);
  });

  it('is found where names differ only by case, and by other measurements of the host', async () => {
    const lines = [4, 3, 2, 1].flatMap((age) => [line('CPU', 'a', age * 9000), line('cpu', 'a', age * 9000)]);
    await own.write([...lines, ...[4, 3, 2].map((age) => line('mem', 'a', age * 10_000))].join('\n'));
    expect(await hostsAt()).toEqual([['a', 10_000, []]]);
  });
});
