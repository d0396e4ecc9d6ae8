import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SourceConfig, sourceConfigSchema } from '#core/contract/sources.ts';
import type { Frame } from '#core/metrics/frame.ts';
import { type SelectTarget, selectTargetSchema, type Target } from '#core/metrics/query.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import { influx1, influx2, startInflux1, startInflux2, titled } from '../../../scripts/stack/index.ts';
import { systemClock } from '../clock.ts';
import type { SourceAdapter } from './adapter.ts';
import { createAdapter } from './create.ts';
import { idleAt, receiveRate, telegrafLines } from './testing/telegraf-data.ts';

const user = { user: 'wf', password: 'pa\'s"w\\d:ö' };
const database = 'ops';
/** A name with everything that quoting could get wrong. */
const nasty = `b'\\"z`;
const step = 10_000;
const minute = 60_000;
/** Data ends now, for hosts and gaps are told by the present time. */
const end = Math.floor(Date.now() / minute) * minute;
const start = end - 40 * minute;
const gap = { from: end - 20 * minute, to: end - 15 * minute };
const lines = telegrafLines({
  hosts: ['a', nasty],
  from: start,
  to: end,
  stepMs: step,
  silent: (host, time) => host === 'a' && time > gap.from && time < gap.to,
});

const signal = () => AbortSignal.timeout(30_000);
const select = (extra: Partial<SelectTarget>): SelectTarget =>
  selectTargetSchema.parse({ kind: 'select', measurement: 'cpu', fields: ['usage_idle'], ...extra });
const byHost = (frames: Frame[], host: string) => frames.find((frame) => frame.labels['host'] === host);
const numbers = (frame: Frame | undefined, column = 0) => (frame?.columns[column]?.values ?? []) as (number | null)[];
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof SourceError ? error.code : String(error)),
  );

interface Server {
  config: SourceConfig;
  secret: string;
  stop(): Promise<void>;
}

const one = {
  kind: 'influxdb1' as const,
  available: influx1(),
  start: async (): Promise<Server> => {
    const server = await startInflux1({ admin: user });
    const authorization = `Basic ${Buffer.from(`${user.user}:${user.password}`).toString('base64')}`;
    const ask = (path: string, body: string, type: string) =>
      fetch(`${server.url}${path}`, { method: 'POST', body, headers: { authorization, 'content-type': type } });
    await ask(
      '/query',
      new URLSearchParams({ q: `CREATE DATABASE ${database}` }).toString(),
      'application/x-www-form-urlencoded',
    );
    return {
      config: sourceConfigSchema.parse({
        name: 'one',
        kind: 'influxdb1',
        url: server.url,
        database,
        username: user.user,
      }),
      secret: user.password,
      stop: () => server.stop(),
    };
  },
};
const two = {
  kind: 'influxdb2' as const,
  available: await influx2(),
  start: async (): Promise<Server> => {
    const server = await startInflux2({ bucket: database });
    return {
      config: sourceConfigSchema.parse({ name: 'two', kind: 'influxdb2', url: server.url, database, org: server.org }),
      secret: server.token,
      stop: () => server.stop(),
    };
  },
};

describe.each([one, two])('$kind', ({ kind, available, start: startServer }) => {
  describe.skipIf(!available.available)(titled('a real server', available), () => {
    let server: Server;
    let adapter: SourceAdapter;
    const adapterOf = (extra: Partial<SourceConfig> = {}, secret: string | undefined = server.secret) =>
      createAdapter({ sourceId: 's', config: { ...server.config, ...extra }, secret, clock: systemClock });
    const ask = (target: Target, from = start, to = end, interval = step) =>
      adapter.query({ target, from, to, interval }, signal());

    beforeAll(async () => {
      server = await startServer();
      adapter = adapterOf();
      for (let at = 0; at < lines.length; at += 10_000)
        await adapter.writer?.write(lines.slice(at, at + 10_000), 'ns', signal());
    });
    afterAll(async () => {
      adapter.close();
      await server.stop();
    });

    it('is probed: version, database, measurements, and nothing to complain about', async () => {
      const probe = await adapter.probe(signal());
      expect(probe).toMatchObject({ ok: true, error: null, errorCode: null, notices: [] });
      expect(probe.version).toMatch(kind === 'influxdb1' ? /^1\./ : /2\./);
      expect(probe.databases).toContain(database);
      expect(probe.measurements).toBeGreaterThanOrEqual(8);
    });

    it('answers a select target by bucket and tag, with a hole where nothing was sent', async () => {
      const { frames, provenance } = await ask(
        select({ groupBy: ['host'], filters: [{ tag: 'cpu', op: '=', value: 'cpu-total' }] }),
      );
      expect(new Set(frames.map((frame) => frame.labels['host']))).toEqual(new Set(['a', nasty]));
      const whole = byHost(frames, nasty);
      expect(whole?.times).toEqual(Array.from({ length: (end - start) / step }, (_, index) => start + index * step));
      expect(numbers(whole)).toEqual(whole?.times.map(idleAt));
      expect(byHost(frames, 'a')?.times.filter((time) => time > gap.from && time < gap.to)).toEqual([]);
      expect(provenance).toMatchObject({ sourceId: 's', interval: step });
      expect(provenance.query).toContain('"usage_idle"');
    });

    it('takes filters literally, whatever they hold', async () => {
      const kept = async (op: 'in' | '!=' | 'regex' | 'not-regex', value: string | string[]) =>
        (await ask(select({ groupBy: ['host'], filters: [{ tag: 'host', op, value }] }))).frames
          .map((frame) => frame.labels['host'] ?? '')
          .sort((x, y) => x.localeCompare(y));
      expect(await kept('in', [nasty, 'nobody'])).toEqual([nasty]);
      expect(await kept('in', [])).toEqual([]);
      expect(await kept('!=', nasty)).toEqual(['a']);
      expect(await kept('regex', 'a|nobody')).toEqual(['a']);
      expect(await kept('not-regex', 'a')).toEqual([nasty]);
      expect(await kept('in', ["' OR 1=1 --", '"; DROP MEASUREMENT cpu; --', "\n'"])).toEqual([]);
      const paths = await ask(
        select({
          measurement: 'disk',
          fields: ['used_percent'],
          groupBy: ['path'],
          filters: [{ tag: 'path', op: 'regex', value: '/va.*' }],
        }),
      );
      expect(paths.frames.map((frame) => frame.labels['path'])).toEqual(['/var']);
    });

    it('takes rates between points: the first bucket is there, a counter that starts anew gives no value below zero', async () => {
      const from = start + 10 * minute;
      const { frames } = await ask(
        select({
          measurement: 'net',
          fields: ['bytes_recv'],
          transform: 'rate',
          groupBy: ['host', 'interface'],
          filters: [{ tag: 'host', op: '!=', value: 'a' }],
        }),
        from,
      );
      const eth0 = frames.find((frame) => frame.labels['interface'] === 'eth0');
      expect(eth0?.times[0]).toBe(from);
      for (const value of numbers(eth0)) expect(value).toBeCloseTo(receiveRate.eth0, 6);
      const eth1 = frames.find((frame) => frame.labels['interface'] === 'eth1');
      expect(numbers(eth1).every((value) => value !== null && Math.abs(value - receiveRate.eth1) < 1e-6)).toBe(true);
    });

    it('sums rates of whole buckets over series, not over points, and scales', async () => {
      const sum = select({
        measurement: 'net',
        fields: ['bytes_recv'],
        transform: 'rate',
        aggregate: 'sum',
        groupBy: ['host'],
        filters: [{ tag: 'host', op: '!=', value: 'a' }],
        scale: -1,
      });
      // The counter of eth1 starts anew at times that are multiples of five minutes.
      const from = Math.ceil(start / (5 * minute)) * 5 * minute + minute;
      const { frames } = await ask(sum, from, from + 3 * minute, minute);
      expect(numbers(frames[0]).map((value) => Math.round(value ?? 0))).toEqual([-1500, -1500, -1500]);
      // The bucket that is not over yet is left out.
      expect((await ask(sum, from, from + 90_000, minute)).frames[0]?.times).toEqual([from]);
      expect((await ask(sum, from, from + 30_000, minute)).frames).toEqual([]);
    });

    it('answers raw InfluxQL, as series and as table, and refuses to be written through', async () => {
      const raw = (text: string, shape: 'series' | 'table' = 'series'): Target => ({
        kind: 'raw',
        language: 'influxql',
        text,
        shape,
      });
      const series = await ask(
        raw('SELECT max(load1) FROM system WHERE $timeFilter GROUP BY time($__interval), host'),
        start,
        end,
        minute,
      );
      expect(byHost(series.frames, nasty)?.times).toHaveLength(40);
      const table = await ask(raw('SHOW TAG KEYS FROM disk', 'table'));
      expect(table.frames[0]).toMatchObject({
        shape: 'table',
        columns: [{ type: 'text', values: ['device', 'fstype', 'host', 'mode', 'path'] }],
      });
      expect(await codeOf(ask(raw('DROP MEASUREMENT cpu')))).toBe('query');
      expect(await codeOf(ask(raw('SELECT * FROM')))).toBe('query');
      expect(await codeOf(ask({ kind: 'raw', language: 'promql', text: 'up', shape: 'series' }))).toBe('query');
    });

    it('lists measurements, fields, tags and values', async () => {
      const schema = await adapter.schema('net', signal());
      expect(schema.measurements).toEqual(expect.arrayContaining(['cpu', 'mem', 'net']));
      expect(schema.fields).toEqual(expect.arrayContaining([{ name: 'bytes_recv', type: 'integer' }]));
      expect(schema.tags).toEqual(['host', 'interface']);
      expect(await adapter.tagValues('cpu', 'cpu', signal())).toEqual(['cpu-total', 'cpu0', 'cpu1']);
      expect(await adapter.tagValues('nothing"', "no'thing", signal())).toEqual([]);
    });

    it('knows its hosts, their rhythm and their pauses, and its newest point', async () => {
      const hosts = await adapter.hosts(signal());
      expect(hosts.map((host) => host.name).sort()).toEqual(['a', nasty]);
      const [a, b] = [...hosts].sort((x, y) => x.name.localeCompare(y.name));
      expect(a).toMatchObject({ intervalMs: step, gaps: [{ from: gap.from, to: gap.to }] });
      expect(b).toMatchObject({ intervalMs: step, gaps: [] });
      expect(b?.measurements.find((entry) => entry.name === 'mem')?.lastSeenAt).toBe(end - step);
      expect(await adapter.newestPoint?.(signal())).toBe(end - step);
    });

    it('says plainly what is wrong with the credentials, the database or the address', async () => {
      const wrong = adapterOf({}, 'not-the-secret');
      expect(await wrong.probe(signal())).toMatchObject({ ok: false, errorCode: 'unauthorized' });
      expect(await codeOf(wrong.query({ target: select({}), from: start, to: end, interval: step }, signal()))).toBe(
        'unauthorized',
      );
      const none = adapterOf({ database: 'nothing' });
      expect(await none.probe(signal())).toMatchObject({ ok: false, errorCode: 'not-found' });
      const nowhere = adapterOf({ url: 'http://127.0.0.1:9' });
      expect(await nowhere.probe(signal())).toMatchObject({ ok: false, errorCode: 'refused' });
      const unknown = adapterOf({ url: 'http://no-such-host.invalid:8086' });
      expect((await unknown.probe(signal())).errorCode).toBe('dns');
      const tls = adapterOf({ url: server.config.url.replace('http:', 'https:') });
      expect(await tls.probe(signal())).toMatchObject({ ok: false, errorCode: 'tls' });
      for (const one of [wrong, none, nowhere, unknown, tls]) one.close();
    });

    it('tells when another line of InfluxDB is there than was chosen', async () => {
      const other = adapterOf({ kind: 'influxdb3' });
      const probe = await other.probe(signal());
      other.close();
      expect(
        [...probe.notices, String(probe.errorCode)].some(
          (word) => word.startsWith('version-mismatch:') || word === 'unauthorized',
        ),
      ).toBe(true);
    });

    it('writes lines and refuses bad ones with the reason', async () => {
      await adapter.writer?.write(
        ['jmeter,application=t,transaction=all,statut=all count=5 1700000000000'],
        'ms',
        signal(),
      );
      const answer = await ask(
        select({ measurement: 'jmeter', fields: ['count'], aggregate: 'sum' }),
        1_699_999_990_000,
        1_700_000_010_000,
      );
      expect(numbers(answer.frames[0])).toEqual([5]);
      expect(await codeOf(adapter.writer?.write(['jmeter'], 'ms', signal()) ?? Promise.resolve())).toBe('query');
      const wrong = adapterOf({}, 'not-the-secret');
      expect(await codeOf(wrong.writer?.write(['m x=1 1'], 'ms', signal()) ?? Promise.resolve())).toBe('unauthorized');
      wrong.close();
    });

    if (kind !== 'influxdb2') return;

    it('answers raw Flux, and says what is wrong with it', async () => {
      const flux = (text: string): Target => ({ kind: 'raw', language: 'flux', text, shape: 'series' });
      const { frames } = await ask(
        flux(
          'from(bucket: "ops") |> range($timeFilter) |> filter(fn: (r) => r._measurement == "system" and r._field == "load1") |> aggregateWindow(every: $__interval, fn: mean, timeSrc: "_start")',
        ),
        start,
        end,
        minute,
      );
      expect(frames.map((frame) => frame.labels)).toEqual(expect.arrayContaining([{ host: 'a' }, { host: nasty }]));
      expect(byHost(frames, nasty)).toMatchObject({
        times: Array.from({ length: 40 }, (_, index) => start + index * minute),
        columns: [{ name: 'load1' }],
      });
      expect(await codeOf(ask(flux('from(bucket: "ops") |> nonsense()')))).toBe('query');
    });
  });
});
