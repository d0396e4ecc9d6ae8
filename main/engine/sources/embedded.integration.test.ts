import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SelectTarget, selectTargetSchema } from '#core/metrics/query.ts';
import { systemClock } from '../clock.ts';
import { openTestStore, type TestStore } from '../samples/testing.ts';
import type { SourceAdapter } from './adapter.ts';
import { embedded } from './embedded.ts';
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
