import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import {
  type AnySchema,
  type ContractProcedure,
  type ContractRouterClient,
  type ErrorMap,
  isContractProcedure,
} from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { allows, type ProcedureMeta, type Role, roles } from '#core/contract/base.ts';
import { type Contract, contract } from '#core/contract/index.ts';
import { type Engine, startEngine } from '../engine.ts';
import { asEnginePort } from './testing/node-port.ts';

type Client = ContractRouterClient<Contract>;
type Who = Role | 'nobody';
const password = 'long enough for all';
const everyone: Who[] = ['nobody', ...roles];

interface Listed {
  path: string[];
  role: Role | 'public';
  method: string;
  httpPath: string;
  takesInput: boolean;
}

function listProcedures(node: unknown, path: string[] = []): Listed[] {
  if (isContractProcedure(node)) {
    const { meta, route, inputSchema } = (node as ContractProcedure<AnySchema, AnySchema, ErrorMap, ProcedureMeta>)[
      '~orpc'
    ];
    return [
      {
        path,
        role: meta.role,
        method: route.method ?? 'POST',
        httpPath: route.path ?? `/${path.join('/')}`,
        takesInput: inputSchema !== undefined,
      },
    ];
  }
  return Object.entries(node as object).flatMap(([name, child]) => listProcedures(child, [...path, name]));
}

const procedures = listProcedures(contract);

let engine: Engine;
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-contract-'));
const closers: (() => void)[] = [];
const cookies = new Map<Who, string>();
const tokens = new Map<Who, string>();
const origin = () => `http://127.0.0.1:${engine.port}`;

async function cookieFrom(answer: Response): Promise<string> {
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`no cookie: ${answer.status} ${await answer.text()}`);
  return cookie;
}

function socketClient(cookie: string | undefined): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${engine.port}/rpc`, {
    headers: { origin: origin(), ...(cookie ? { cookie } : {}) },
  });
  closers.push(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () =>
      resolve(createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }))),
    );
  });
}

async function portClient(who: Who): Promise<Client> {
  const { port1, port2 } = new MessageChannel();
  engine.servePort(asEnginePort(port2), `test-${who}`);
  const client: Client = createORPCClient(new PortLink({ port: port1 }));
  port1.start();
  closers.push(() => port1.close());
  if (who === 'nobody') await client.identity.signOut();
  else await client.identity.signIn({ login: `test-${who}`, password });
  return client;
}

beforeAll(async () => {
  engine = await startEngine({
    dataDir: folder,
    port: 0,
    profile: 'test',
    stay: true,
    logLevel: 'fatal',
    epoch: 'contract-test',
  });
  const own = await cookieFrom(await fetch(engine.startLink(), { redirect: 'manual' }));
  const admin = await socketClient(own);
  for (const role of roles) {
    await admin.identity.operators.add({ login: `test-${role}`, name: role, role, password });
    const { ticket } = await admin.identity.signIn({ login: `test-${role}`, password });
    const answer = await fetch(`${origin()}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: origin() },
      body: JSON.stringify({ ticket }),
    });
    cookies.set(role, await cookieFrom(answer));
    tokens.set(role, (await admin.identity.tokens.create({ name: role, role, days: 1 })).secret);
  }
});

afterAll(async () => {
  for (const close of closers) close();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What nobody's schema takes. */
const nonsense = {
  id: { not: 'an id' },
  stream: 5,
  path: 7,
  config: 'x',
  login: 1,
  name: [],
  sourceId: {},
  limit: 'many',
  current: 3,
  intake: 4,
  confirmedHosts: 9,
};

/** Procedures without input that would end the connection they are called over. */
const farewells = new Set(['identity.signOut']);

/** What an answer must say; `undefined` for what is not called. */
function expectedFor(who: Who, procedure: Listed): string | undefined {
  const allowed = procedure.role === 'public' || (who !== 'nobody' && allows(who, procedure.role));
  if (!allowed) return who === 'nobody' ? 'UNAUTHORIZED' : 'FORBIDDEN';
  if (procedure.takesInput) return 'BAD_REQUEST';
  // Without input there is nothing bad to send: it does what it says.
  return farewells.has(procedure.path.join('.')) ? undefined : 'OK';
}

/** Calls every procedure that has something to refuse; both lists by the procedure's name. */
async function refusals(who: Who, call: (procedure: Listed) => Promise<string>) {
  const wanted: Record<string, string> = {};
  const got: Record<string, string> = {};
  for (const procedure of procedures) {
    const expected = expectedFor(who, procedure);
    if (expected === undefined) continue;
    const name = procedure.path.join('.');
    wanted[name] = expected;
    got[name] = await call(procedure);
  }
  return { wanted, got };
}

async function callOver(client: Client, path: string[]): Promise<string> {
  let target: unknown = client;
  for (const name of path) target = (target as Record<string, unknown>)[name];
  try {
    const answer = await (target as (input: unknown) => Promise<unknown>)(nonsense);
    if (answer && typeof answer === 'object' && Symbol.asyncIterator in answer) {
      await (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
    }
    return 'OK';
  } catch (error) {
    return error instanceof ORPCError ? String(error.code) : `not an ORPCError: ${String(error)}`;
  }
}

async function callRest(who: Who, { method, httpPath }: Listed): Promise<string> {
  const isGet = method === 'GET';
  const path = httpPath.replaceAll(/\{\w+\}/g, '%00'.repeat(80));
  const query = isGet
    ? `?limit=many&before=x&sourceId=${'x'.repeat(99)}&path=${'x'.repeat(5000)}&measurement=${'x'.repeat(300)}`
    : '';
  const answer = await fetch(`${origin()}/api${path}${query}`, {
    method,
    headers: {
      ...(tokens.has(who) ? { authorization: `Bearer ${tokens.get(who)}` } : {}),
      ...(isGet ? {} : { 'content-type': 'application/json' }),
    },
    ...(isGet ? {} : { body: JSON.stringify(nonsense) }),
  });
  if (answer.ok) return 'OK';
  const body = (await answer.json()) as { code?: string };
  return body.code ?? `status ${answer.status}`;
}

describe('every procedure of the contract', () => {
  it('is there, with a role of its own choosing', () => {
    expect(procedures.length).toBeGreaterThan(40);
    expect(
      procedures.filter((procedure) => procedure.role === 'public').map((procedure) => procedure.path.join('.')),
    ).toEqual(['system.info', 'system.ping', 'identity.me', 'identity.signIn']);
  });

  it.each(everyone)(
    'over a WebSocket, as %s, is refused, answers bad input with BAD_REQUEST, or does what it says',
    async (who) => {
      const client = await socketClient(cookies.get(who));
      const { wanted, got } = await refusals(who, ({ path }) => callOver(client, path));
      expect(got).toEqual(wanted);
    },
  );

  it.each(everyone)(
    'over a MessagePort, as %s, is refused, answers bad input with BAD_REQUEST, or does what it says',
    async (who) => {
      const client = await portClient(who);
      const { wanted, got } = await refusals(who, ({ path }) => callOver(client, path));
      expect(got).toEqual(wanted);
    },
  );

  it.each(everyone)(
    'over REST, as %s, is refused, answers bad input with BAD_REQUEST, or does what it says',
    async (who) => {
      const { wanted, got } = await refusals(who, (procedure) => callRest(who, procedure));
      expect(got).toEqual(wanted);
    },
  );
});

describe('the entrances', () => {
  it('refuse a foreign origin on HTTP and on the upgrade with 403', async () => {
    const page = await fetch(`${origin()}/api/info`, { headers: { origin: 'http://evil.example' } });
    expect(page.status).toBe(403);
    const status = await new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${engine.port}/rpc`, { headers: { origin: 'http://evil.example' } });
      socket.once('unexpected-response', (_request, answer) => {
        resolve(answer.statusCode);
        socket.terminate();
      });
      socket.once('open', () => reject(new Error('let in')));
      socket.once('error', () => {});
    });
    expect(status).toBe(403);
  });

  it('describe themselves in OpenAPI to anybody', async () => {
    const answer = await fetch(`${origin()}/api/openapi.json`);
    const document = (await answer.json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toContain('/runs/{id}/stop');
  });

  it('take a change by cookie only with proof of the same origin', async () => {
    const headers = { cookie: cookies.get('admin') ?? '', 'content-type': 'application/json' };
    const forged = await fetch(`${origin()}/api/audit/verify`, { method: 'POST', headers, body: '{}' });
    expect(forged.status).toBe(403);
    const own = await fetch(`${origin()}/api/audit/verify`, {
      method: 'POST',
      headers: { ...headers, origin: origin() },
      body: '{}',
    });
    expect(own.status).toBe(200);
    expect(await own.json()).toMatchObject({ whole: true });
  });

  it('refuse an unknown, a malformed and a revoked token', async () => {
    for (const authorization of ['Bearer nonsense', 'Bearer', 'Basic YTpi', `Bearer ${'x'.repeat(500)}`]) {
      expect((await fetch(`${origin()}/api/me`, { headers: { authorization } })).status).toBe(401);
    }
  });

  it('give a start link away once', async () => {
    const link = engine.startLink();
    await cookieFrom(await fetch(link, { redirect: 'manual' }));
    const again = await fetch(link, { redirect: 'manual' });
    expect(again.headers.get('set-cookie')).toBeNull();
  });

  it('close a socket that sends too much at once, and only that one', async () => {
    const calm = await socketClient(cookies.get('viewer'));
    const loud = new WebSocket(`ws://127.0.0.1:${engine.port}/rpc`, { headers: { origin: origin() } });
    const closed = new Promise((resolve) => loud.once('close', resolve));
    await new Promise((resolve) => loud.once('open', resolve));
    loud.send('x'.repeat(2 * 1024 * 1024));
    expect(await closed).toBe(1009);
    expect((await calm.system.ping()).at).toBeGreaterThan(0);
  });

  it('go on after malformed messages', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${engine.port}/rpc`, { headers: { origin: origin() } });
    await new Promise((resolve) => socket.once('open', resolve));
    for (const garbage of [
      '',
      'null',
      '[]',
      '{',
      '{"i":1}',
      '{"i":"a","t":99}',
      '{"i":"a","p":{"u":"../../etc"}}',
      '{"i":"b","p":{"u":"/__proto__/constructor"}}',
    ])
      socket.send(garbage);
    socket.send(Buffer.from([0, 1, 2, 255]));
    const beside: Client = createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }));
    expect((await beside.system.ping()).at).toBeGreaterThan(0);
    socket.terminate();
    const { port1, port2 } = new MessageChannel();
    engine.servePort(asEnginePort(port2), 'garbage');
    for (const garbage of [null, 5, {}, 'x', '{"i":1}', '{}']) port1.postMessage(garbage);
    const client: Client = createORPCClient(new PortLink({ port: port1 }));
    port1.start();
    expect((await client.system.ping()).at).toBeGreaterThan(0);
    port1.close();
  });
});
