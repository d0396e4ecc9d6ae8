import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type SourceConfig, sourceConfigSchema } from '#core/contract/sources.ts';
import { selectTargetSchema } from '#core/metrics/query.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import { systemClock } from '../clock.ts';
import { createAdapter } from './create.ts';
import { HttpStore, maxAnswerBytes } from './http.ts';
import { answeringServer } from './testing/answering-server.ts';

const secret = 'tok-9f3c-secret';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function problemOf(
  kind: SourceConfig['kind'],
  listener: RequestListener,
): Promise<{ code: string; message: string }> {
  const server = await answeringServer(listener);
  stops.push(server.stop);
  const config = sourceConfigSchema.parse({ name: 'x', kind, url: server.url, database: 'ops', username: 'u' });
  const adapter = createAdapter({ sourceId: 's', config, secret, clock: systemClock });
  stops.push(() => Promise.resolve(adapter.close()));
  const target = selectTargetSchema.parse({ kind: 'select', measurement: 'cpu', fields: ['usage_idle'] });
  try {
    await adapter.query({ target, from: 0, to: 60_000, interval: 10_000 }, AbortSignal.timeout(20_000));
    return { code: 'none', message: '' };
  } catch (error) {
    if (error instanceof SourceError) return { code: error.code, message: error.message };
    return { code: 'not a SourceError', message: String(error) };
  }
}

const says =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };

const cases: [string, RequestListener, string][] = [
  [
    'an HTML page in place of an answer',
    says(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
    'bad-answer',
  ],
  ['JSON that is cut', says(200, '{"results":[{"series":[{"na'), 'bad-answer'],
  ['JSON of something else', says(200, '{"hello":"world"}'), 'bad-answer'],
  ['nothing', says(200, ''), 'bad-answer'],
  [
    'values of wrong types',
    says(200, '{"results":[{"series":[{"name":"cpu","columns":["time","x"],"values":[["never",1]]}]}]}'),
    'bad-answer',
  ],
  [
    'a connection that breaks off',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"results"');
      setImmediate(() => response.destroy());
    },
    'refused|bad-answer',
  ],
  ['gzip that is none', says(200, 'not gzip', { 'content-encoding': 'gzip' }), 'other'],
  ['a page that leads elsewhere', says(302, '', { location: 'https://sso.example/' }), 'bad-answer'],
  ['a proxy that is busy', says(503, '<html>busy</html>'), 'other'],
  ['a proxy that waited too long', says(504, ''), 'timeout'],
  ['a refusal that repeats the secret', says(401, JSON.stringify({ error: `bad token ${secret}` })), 'unauthorized'],
  ['an unknown path', says(404, '{"error":"not found"}'), 'not-found'],
  ['a refused query', says(400, '{"error":"error parsing query"}'), 'query'],
];

describe.each(['influxdb1', 'influxdb2', 'influxdb3', 'prometheus'] as const)('%s', (kind) => {
  it.each(cases)('makes a typed error of %s', async (_, listener, code) => {
    const problem = await problemOf(kind, listener);
    expect(code.split('|')).toContain(problem.code);
    expect(problem.message).not.toBe('');
    expect(problem.message.length).toBeLessThanOrEqual(401);
    expect(problem.message).not.toContain(secret);
    expect(problem.message).not.toContain(Buffer.from(`u:${secret}`).toString('base64'));
  });
});

describe('an answer', () => {
  const storeOf = (url: string, extra: { timeout?: number; maxBytes?: number } = {}) => {
    const store = new HttpStore({ url, headers: {}, acceptAnyCertificate: false, secrets: [], ...extra });
    stops.push(() => Promise.resolve(store.close()));
    return store;
  };
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'none',
      (error: unknown) => (error instanceof SourceError ? error.code : String(error)),
    );

  it('that never ends is given up', async () => {
    const server = await answeringServer((_, response) => {
      response.writeHead(200);
      response.write('{');
    });
    stops.push(server.stop);
    expect(
      await codeOf(storeOf(server.url, { timeout: 300 }).call({ path: '/', signal: new AbortController().signal })),
    ).toBe('timeout');
  });

  it('that is not wanted any more ends with its own reason', async () => {
    const server = await answeringServer(() => {});
    stops.push(server.stop);
    const stop = new AbortController();
    const waiting = storeOf(server.url).call({ path: '/', signal: stop.signal });
    stop.abort(new Error('window closed'));
    await expect(waiting).rejects.toThrow('window closed');
  });

  it('that is too large is refused, also when it was packed small', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(Buffer.alloc(maxAnswerBytes + 1, 32));
    const server = await answeringServer((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(packed);
    });
    stops.push(server.stop);
    expect(packed.length).toBeLessThan(100_000);
    expect(await codeOf(storeOf(server.url).call({ path: '/', signal: new AbortController().signal }))).toBe(
      'bad-answer',
    );
  });
});
