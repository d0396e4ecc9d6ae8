import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { StoreError } from '../samples/store.ts';
import { openTestStore, type TestStore } from '../samples/testing.ts';
import { type Intake, type IntakeOptions, startIntake } from './listener.ts';

let test: TestStore;
let intake: Intake;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.dispose());

const start = (options: Partial<IntakeOptions> = {}): Promise<Intake> =>
  startIntake({ store: test.store, clock: systemClock, version: '0.0.0', ...options });

interface Got {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** Plain Node client: `fetch` sets headers of its own. */
function ask(
  method: string,
  path: string,
  body: string | Buffer = '',
  headers: Record<string, string> = {},
  origin = intake.origin,
): Promise<Got> {
  const url = new URL(path, origin);
  return new Promise((resolve, reject) => {
    const asking = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const sending = asking(url, { method, headers, rejectUnauthorized: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() }),
      );
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

describe('the intake on loopback', () => {
  beforeEach(async () => {
    intake = await start();
  });
  afterEach(() => intake.close());

  const values = async (sql: string): Promise<unknown> => (await test.sql(sql)).columns.map((column) => column.values);

  it('answers the pings of writers', async () => {
    const ping = await ask('GET', '/ping');
    expect([ping.status, ping.body]).toEqual([204, '']);
    expect(ping.headers['x-influxdb-version']).toMatch(/^1\.8/);
    expect((await ask('HEAD', '/ping')).status).toBe(204);
    expect(JSON.parse((await ask('GET', '/health')).body)).toMatchObject({ status: 'pass', name: 'watchfloor' });
  });

  it('has stored what it answers 204 to, on both paths, in every precision, plain and zipped', async () => {
    const at = 1_700_000_000;
    expect((await ask('POST', '/write?db=x', `p,p=ns v=1 ${at}000000000`)).status).toBe(204);
    for (const [unit, time] of [
      ['n', `${at}000000001`],
      ['u', `${at}000002`],
      ['ms', `${at}003`],
      ['s', `${at + 4}`],
      ['m', '28333334'],
      ['h', '472223'],
    ]) {
      expect((await ask('POST', `/write?db=x&precision=${unit}`, `p,p=${unit} v=1 ${time}`)).status).toBe(204);
    }
    const zipped = await ask('POST', '/api/v2/write?org=o&bucket=b&precision=us', gzipSync(`p,p=zip v=1 ${at}000006`), {
      'Content-Encoding': 'gzip',
    });
    expect(zipped.status).toBe(204);
    expect(await values('SELECT p, epoch_us(time)::VARCHAR AS t FROM p ORDER BY time')).toEqual([
      ['ns', 'n', 'u', 'zip', 'ms', 's', 'm', 'h'],
      [
        ...['1700000000000000', '1700000000000000', '1700000000000002', '1700000000000006'],
        ...['1700000000003000', '1700000004000000', '1700000040000000', '1700002800000000'],
      ],
    ]);
  });

  it('keeps the good lines of a bad body and answers as InfluxDB does', async () => {
    const v1 = await ask('POST', '/write?db=x', 'q v=1 1000000\nbad\nq v="text" 2000000');
    expect([v1.status, JSON.parse(v1.body)]).toEqual([
      400,
      {
        error:
          'partial write: unable to parse \'bad\': missing fields\nfield type conflict: input field "v" on measurement "q" is type string, already exists as type float dropped=1',
      },
    ]);
    const v2 = await ask('POST', '/api/v2/write?bucket=b', 'bad');
    expect([v2.status, JSON.parse(v2.body)]).toEqual([
      400,
      { code: 'invalid', message: "unable to parse 'bad': missing fields" },
    ]);
    expect(await values('SELECT v FROM q')).toEqual([[1]]);
    expect(intake.counters()).toMatchObject({ acceptedPoints: 1, rejectedLines: 3, bodies: 2, databases: ['x', 'b'] });
  });

  it('lets Telegraf create its database and lists what writers named', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const created = await ask('POST', '/query', 'q=CREATE+DATABASE+%22telegraf%22', form);
    expect([created.status, JSON.parse(created.body)]).toEqual([200, { results: [{ statement_id: 0 }] }]);
    expect(JSON.parse((await ask('GET', '/query?q=SHOW%20DATABASES')).body)).toMatchObject({
      results: [{ series: [{ values: [['telegraf']] }] }],
    });
    expect((await ask('POST', '/query', 'q=SELECT+1', form)).status).toBe(400);
  });

  it('says clearly what it does not do', async () => {
    const statuses = await Promise.all([
      ask('GET', '/'),
      ask('GET', '/write'),
      ask('POST', '/write?precision=years', 'a v=1'),
      ask('POST', '/write?precision=constructor', 'a v=1'),
      ask('POST', '/write', 'a v=1', { 'Content-Encoding': 'br' }),
      ask('POST', '/write', 'not gzip', { 'Content-Encoding': 'gzip' }),
      ask('POST', '/api/v2/query', ''),
    ]);
    expect(statuses.map((got) => got.status)).toEqual([404, 405, 400, 400, 415, 400, 404]);
    expect(statuses.every((got) => got.body.length > 20)).toBe(true);
    expect((await ask('POST', '/write', '')).status).toBe(204);
  });

  it('turns web pages away before reading what they send', async () => {
    const forged = (headers: Record<string, string>) => ask('POST', '/write?db=x', 'forged v=1', headers);
    expect((await forged({ Origin: 'https://evil.example' })).status).toBe(403);
    expect((await forged({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await forged({ Host: `rebound.example:${intake.port}` })).status).toBe(403);
    expect((await test.store.schema()).map((one) => one.measurement)).not.toContain('forged');
    expect(intake.counters().refused).toMatchObject({ origin: 2, host: 1 });
  });

  it('stops a body that is too large, also one that only grows when unzipped', async () => {
    const small = await start({ bodyBytes: 1000 });
    try {
      const big = 'big v=1\n'.repeat(1000);
      const results = await Promise.all([
        ask('POST', '/write', big, {}, small.origin),
        ask('POST', '/write', big, { 'Transfer-Encoding': 'chunked' }, small.origin).catch(() => ({ status: 413 })),
        ask('POST', '/write', gzipSync(big), { 'Content-Encoding': 'gzip' }, small.origin),
      ]);
      expect(results.map((got) => got.status)).toEqual([413, 413, 413]);
      expect(small.counters().refused.tooLarge).toBe(3);
    } finally {
      await small.close();
    }
  });

  it('passes back-pressure on as 503 with Retry-After', async () => {
    const store = { write: () => Promise.reject(new StoreError('queue-full', 'Too much is waiting.', 2)) };
    const busy = await start({ store });
    try {
      const got = await ask('POST', '/api/v2/write', 'a v=1', {}, busy.origin);
      expect([got.status, got.headers['retry-after'], JSON.parse(got.body)]).toEqual([
        503,
        '2',
        { code: 'unavailable', message: 'Too much is waiting.' },
      ]);
    } finally {
      await busy.close();
    }
  });

  it('drops a client that does not finish its request', async () => {
    const hasty = await start({ requestTimeoutMs: 200 });
    try {
      const text = await new Promise<string>((resolve) => {
        let got = '';
        const socket = connect(hasty.port, '127.0.0.1', () =>
          socket.write(`POST /write HTTP/1.1\r\nHost: 127.0.0.1:${hasty.port}\r\nContent-Length: 100\r\n\r\nslow`),
        );
        socket.on('data', (part) => (got += part.toString()));
        socket.on('close', () => resolve(got));
        socket.on('error', () => undefined);
      });
      expect(text).toMatch(/^HTTP\/1\.1 408/);
    } finally {
      await hasty.close();
    }
  });

  it('keeps its port over a restart, takes another when it is gone, and insists on one that was asked for', async () => {
    const again = await start({ rememberedPort: intake.port });
    expect(again.port).not.toBe(intake.port);
    await again.close();
    await expect(start({ port: intake.port })).rejects.toMatchObject({ code: 'port-in-use' });
    const { port } = intake;
    await intake.close();
    intake = await start({ rememberedPort: port });
    expect(intake.port).toBe(port);
  });
});

describe('the intake on the network', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-tls-'));
  const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  beforeAll(() => {
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      tls.keyFile,
      '-out',
      tls.certFile,
      '-days',
      '1',
      '-subj',
      '/CN=localhost',
    ]);
    if (made.status !== 0) throw new Error(`openssl: ${String(made.stderr)}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('does not start without a token and a certificate', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'needs-token' });
    await expect(start({ host: '0.0.0.0', token: '' })).rejects.toMatchObject({ code: 'needs-token' });
    await expect(start({ host: '0.0.0.0', token: 'secret' })).rejects.toMatchObject({ code: 'needs-tls' });
    await expect(
      start({ host: '0.0.0.0', token: 'secret', tls: { certFile: '/no', keyFile: '/no' } }),
    ).rejects.toMatchObject({ code: 'tls-files' });
  });

  it('lets only writers with the token in, over TLS', async () => {
    const open = await start({ host: '0.0.0.0', token: 'secret', tls });
    try {
      const origin = `https://127.0.0.1:${open.port}`;
      const status = async (headers: Record<string, string>, query = '') =>
        (await ask('POST', `/write?db=x${query}`, 'tls v=1', headers, origin)).status;
      expect(await status({})).toBe(401);
      expect(await status({ Authorization: 'Token wrong' })).toBe(401);
      expect(await status({ Authorization: 'Token secret' })).toBe(204);
      expect(await status({ Authorization: 'Bearer secret' })).toBe(204);
      expect(await status({ Authorization: `Basic ${btoa('anyone:secret')}` })).toBe(204);
      expect(await status({}, '&u=anyone&p=secret')).toBe(204);
      expect(await status({ Authorization: 'Token secret', Origin: 'https://evil.example' })).toBe(403);
      expect((await ask('GET', '/ping', '', {}, origin)).status).toBe(204);
      expect(open.counters().refused.token).toBe(2);
    } finally {
      await open.close();
    }
  });
});
