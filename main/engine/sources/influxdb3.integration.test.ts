import { afterEach, describe, expect, it } from 'vitest';
import { type SourceConfig, sourceConfigSchema } from '#core/contract/sources.ts';
import { selectTargetSchema, type Target } from '#core/metrics/query.ts';
import { systemClock } from '../clock.ts';
import { createAdapter } from './create.ts';
import { answeringServer } from './testing/answering-server.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/**
 * InfluxDB 3 cannot be had on test machines: these answers are written down from its documentation (HTTP API of 3 Core,
 * `/ping`, `/query`, `/api/v3/query_sql`) and stand for it. Requests are checked as strictly as a server would.
 */
async function recorded() {
  const asked: { method: string; path: string; authorization: string; body: string }[] = [];
  const server = await answeringServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://x');
      asked.push({
        method: request.method ?? '',
        path: url.pathname,
        authorization: request.headers.authorization ?? '',
        body,
      });
      const answer = (value: unknown, status = 200) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      // Both words are taken (influxdata/influxdb, influxdb3_server/src/http.rs).
      if (!/^(?:Bearer|Token) apiv3_token$/.test(request.headers.authorization ?? ''))
        return answer({ error: 'the request was not authenticated' }, 401);
      if (url.pathname === '/ping') return answer({ version: '3.2.1', revision: 'abc', process_id: 'p' });
      if (url.pathname === '/query') {
        const query = new URLSearchParams(body).get('q') ?? '';
        const series = (name: string, columns: string[], values: unknown[][], tags?: object) =>
          answer({ results: [{ statement_id: 0, series: [{ name, columns, values, ...(tags ? { tags } : {}) }] }] });
        if (url.searchParams.get('epoch') !== 'ms' || url.searchParams.get('db') !== 'ops')
          return answer({ error: 'bad parameters' }, 400);
        if (query.startsWith('SHOW DATABASES'))
          return series(
            'databases',
            ['iox::database', 'name'],
            [
              ['d', '_internal'],
              ['d', 'ops'],
            ],
          );
        if (query.startsWith('SHOW MEASUREMENTS')) return series('measurements', ['name'], [['cpu'], ['mem']]);
        if (query.startsWith('SELECT'))
          return series(
            'cpu',
            ['time', 'usage_idle'],
            [
              [0, 97.5],
              [10_000, null],
            ],
            { host: 'a' },
          );
      }
      if (url.pathname === '/api/v3/query_sql') {
        const { db, format } = JSON.parse(body) as { db: string; format: string };
        if (db !== 'ops' || format !== 'json') return answer({ error: 'bad parameters' }, 400);
        return answer([
          { host: 'a', time: '2026-01-01T00:00:00', usage: 2.5 },
          { host: 'b', time: '2026-01-01T00:00:00', usage: 3 },
        ]);
      }
      if (url.pathname === '/api/v2/write') {
        response.writeHead(204);
        return response.end();
      }
      return answer({ error: 'not found' }, 404);
    });
  });
  stops.push(server.stop);
  return { url: server.url, asked };
}

function adapterFor(url: string, secret = 'apiv3_token') {
  const config: SourceConfig = sourceConfigSchema.parse({ name: 'three', kind: 'influxdb3', url, database: 'ops' });
  const adapter = createAdapter({ sourceId: 's', config, secret, clock: systemClock });
  stops.push(() => Promise.resolve(adapter.close()));
  return adapter;
}

const signal = () => AbortSignal.timeout(10_000);
const range = { from: 0, to: 60_000, interval: 10_000 };

describe('InfluxDB 3 by recorded answers', () => {
  it('is probed by its body, not by a header', async () => {
    const { url } = await recorded();
    expect(await adapterFor(url).probe(signal())).toMatchObject({
      ok: true,
      version: '3.2.1',
      databases: ['_internal', 'ops'],
      measurements: 2,
      notices: [],
    });
    expect(await adapterFor(url, 'wrong').probe(signal())).toMatchObject({ ok: false, errorCode: 'unauthorized' });
  });

  it('answers select targets by InfluxQL', async () => {
    const { url, asked } = await recorded();
    const target = selectTargetSchema.parse({
      kind: 'select',
      measurement: 'cpu',
      fields: ['usage_idle'],
      groupBy: ['host'],
    });
    const { frames } = await adapterFor(url).query({ target, ...range }, signal());
    expect(frames).toMatchObject([
      { labels: { host: 'a' }, times: [0, 10_000], columns: [{ name: 'usage_idle', values: [97.5, null] }] },
    ]);
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/query', authorization: 'Bearer apiv3_token' });
  });

  it('answers raw SQL with its range filled in', async () => {
    const { url, asked } = await recorded();
    const target: Target = {
      kind: 'raw',
      language: 'sql',
      text: 'SELECT * FROM cpu WHERE $timeFilter',
      shape: 'series',
    };
    const { frames } = await adapterFor(url).query({ target, ...range }, signal());
    expect(frames.map((frame) => [frame.labels, frame.times, frame.columns[0]?.values])).toEqual([
      [{ host: 'a' }, [Date.UTC(2026, 0, 1)], [2.5]],
      [{ host: 'b' }, [Date.UTC(2026, 0, 1)], [3]],
    ]);
    expect(asked[0]?.body).toContain("time >= '1970-01-01T00:00:00.000Z' AND time < '1970-01-01T00:01:00.000Z'");
  });

  it('takes line protocol on the address that 2.x has', async () => {
    const { url, asked } = await recorded();
    await adapterFor(url).writer?.write(['m x=1 1'], 'ms', signal());
    expect(asked[0]).toMatchObject({ path: '/api/v2/write', body: 'm x=1 1' });
  });
});
