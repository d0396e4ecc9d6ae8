import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sourceConfigSchema } from '#core/contract/sources.ts';
import { type SelectTarget, selectTargetSchema, type Target } from '#core/metrics/query.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import { type Prometheus, prometheus, startPrometheus, titled } from '../../../scripts/stack/index.ts';
import { systemClock } from '../clock.ts';
import type { SourceAdapter } from './adapter.ts';
import { createAdapter } from './create.ts';
import { answeringServer } from './testing/answering-server.ts';
import { prometheusText, receiveRate } from './testing/telegraf-data.ts';

const available = prometheus();
const signal = () => AbortSignal.timeout(30_000);
const select = (extra: Partial<SelectTarget>): SelectTarget =>
  selectTargetSchema.parse({ kind: 'select', measurement: 'cpu', fields: ['usage_idle'], ...extra });

describe.skipIf(!available.available)(titled('Prometheus', available), () => {
  let server: Prometheus;
  let exporter: { url: string; stop: () => Promise<void> };
  let adapter: SourceAdapter;
  const ask = (target: Target, last = 12_000, interval = 1000) => {
    const to = Date.now();
    return adapter.query({ target, from: to - last, to, interval }, signal());
  };

  beforeAll(async () => {
    exporter = await answeringServer((_, response) => response.end(prometheusText(['a', 'b'], Date.now())));
    const target = new URL(exporter.url).host;
    server = await startPrometheus({
      configYaml: (port) =>
        `global: {scrape_interval: 1s}\nscrape_configs:\n- {job_name: telegraf, static_configs: [{targets: ['${target}']}]}\n- {job_name: self, static_configs: [{targets: ['127.0.0.1:${port}']}]}\n`,
    });
    const config = sourceConfigSchema.parse({ name: 'prom', kind: 'prometheus', url: server.url, intervalSeconds: 1 });
    adapter = createAdapter({ sourceId: 's', config, secret: undefined, clock: systemClock });
    // Discovery waits five seconds, and a rate needs some points.
    await vi.waitFor(
      async () => {
        const held = (await ask(select({}))).frames[0]?.times.length ?? 0;
        if (held <= 8) throw new Error(`${held} buckets so far`);
      },
      {
        timeout: 40_000,
        interval: 500,
      },
    );
  });
  afterAll(async () => {
    adapter.close();
    await server.stop();
    await exporter.stop();
  });

  it('is probed', async () => {
    expect(await adapter.probe(signal())).toMatchObject({ ok: true, errorCode: null, notices: [] });
    expect((await adapter.probe(signal())).version).toMatch(/^\d+\.\d+/);
  });

  it('answers select targets by bucket, tag and field, the newest bucket being this second', async () => {
    const { frames } = await ask(
      select({
        fields: ['usage_idle', 'usage_user'],
        groupBy: ['host'],
        filters: [{ tag: 'cpu', op: '=', value: 'cpu-total' }],
      }),
    );
    expect(frames).toHaveLength(4);
    expect(frames.map((frame) => [frame.labels['host'], frame.columns[0]?.name])).toEqual(
      expect.arrayContaining([
        ['a', 'usage_idle'],
        ['a', 'usage_user'],
        ['b', 'usage_idle'],
        ['b', 'usage_user'],
      ]),
    );
    for (const frame of frames) {
      expect(frame.times.every((time) => time % 1000 === 0)).toBe(true);
      expect(Date.now() - (frame.times.at(-1) ?? 0)).toBeLessThan(4000);
    }
    const [idle, user] = ['usage_idle', 'usage_user'].map((field) =>
      frames.find((frame) => frame.columns[0]?.name === field && frame.labels['host'] === 'a'),
    );
    idle?.times.forEach((time, row) => {
      const other = user?.columns[0]?.values[user.times.indexOf(time)];
      expect(Number(idle.columns[0]?.values[row]) + Number(other)).toBeCloseTo(100, 6);
    });
  });

  it('turns counters into rates and sums them over series', async () => {
    const { frames } = await ask(
      select({
        measurement: 'net',
        fields: ['bytes_recv'],
        transform: 'rate',
        aggregate: 'sum',
        groupBy: ['host'],
        filters: [{ tag: 'interface', op: 'in', value: ['eth0'] }],
      }),
      5000,
    );
    const values = frames.flatMap((frame) => [...(frame.columns[0]?.values ?? [])].map(Number));
    expect(values.length).toBeGreaterThan(4);
    for (const value of values) expect(Math.abs(value / receiveRate.eth0 - 1)).toBeLessThan(0.05);
  });

  it('passes raw PromQL through and gives its error back', async () => {
    const raw = (text: string, shape: 'series' | 'table' = 'series'): Target => ({
      kind: 'raw',
      language: 'promql',
      text,
      shape,
    });
    expect((await ask(raw('up'))).frames).toHaveLength(2);
    expect((await ask(raw('count(up)', 'table'))).frames[0]?.columns[0]?.values).toEqual([2]);
    await expect(ask(raw('up{'))).rejects.toThrow(SourceError);
    await expect(ask(select({ aggregate: 'first' }))).rejects.toMatchObject({ code: 'query' });
    expect((await ask(select({ filters: [{ tag: 'host', op: '=', value: '"} or vector(1) #' }] }))).frames).toEqual([]);
  });

  it('lists what there is by measurement', async () => {
    const schema = await adapter.schema('net', signal());
    expect(schema.measurements).toEqual(expect.arrayContaining(['cpu', 'mem', 'net']));
    expect(schema.fields.map((field) => field.name)).toEqual(expect.arrayContaining(['bytes_recv', 'bytes_sent']));
    expect(schema.tags).toEqual(expect.arrayContaining(['host', 'interface']));
    expect(await adapter.tagValues('cpu', 'host', signal())).toEqual(['a', 'b']);
  });

  it('knows hosts by their label, and bare targets by their instance', async () => {
    const hosts = await adapter.hosts(signal());
    expect(hosts.map((host) => host.name).sort()).toEqual([new URL(server.url).host, 'a', 'b'].sort());
    const a = hosts.find((host) => host.name === 'a');
    expect(a?.measurements.map((entry) => entry.name).sort()).toEqual([
      'cpu',
      'disk',
      'diskio',
      'mem',
      'net',
      'processes',
      'swap',
      'system',
    ]);
    // Scraped every second: to the moment, not to the step of a sub-query.
    const seen = hosts.flatMap((host) => host.measurements.map((entry) => Date.now() - (entry.lastSeenAt ?? 0)));
    for (const age of seen) expect(age).toBeLessThan(4000);
  });

  it('tells its newest point cheaply', async () => {
    expect(Date.now() - ((await adapter.newestPoint?.(signal())) ?? 0)).toBeLessThan(4000);
  });
});
