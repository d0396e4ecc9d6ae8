import { timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { controlHeader, healthzPath, ticketPath } from '#core/contract/host.ts';
import type { Clock } from '#core/time/clock.ts';
import type { IdentityService } from '../identity/service.ts';
import type { Sessions } from '../identity/sessions.ts';
import { sessionConnection } from './connections.ts';
import { contentSecurityPolicy, cookieName, readCookie, refusalOf } from './guard.ts';
import { maxMessageBytes } from './message.ts';
import { serveRest } from './rest.ts';
import type { Router } from './router.ts';
import { WebSocketTransport } from './websocket.ts';

/** Open sockets at the most; a wall of windows needs a few dozen. */
const maxSockets = 500;

export interface HttpOptions {
  router: Router;
  identity: IdentityService;
  sessions: Sessions;
  clock: Clock;
  log: Logger;
  version: string;
  epoch: string;
  /** Secret of the lock file, for programs of the same user. */
  control: string;
  /** Folder of the built renderer, if pages are served. */
  rendererFolder: string | undefined;
  /** A start link's ticket for this machine's own window. */
  issueWindowTicket: () => string;
}

export interface HttpHost {
  port: number;
  connections(): number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 only. Rejects with the system's error when the port is taken. */
export async function listenHttp(port: number, options: HttpOptions): Promise<HttpHost> {
  const app = Fastify({
    logger: false,
    bodyLimit: maxMessageBytes,
    // A slow or stuck client holds a socket for so long, ms.
    connectionTimeout: 0,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  });
  const address = { port };
  guard(app, address, options.log);
  await app.register(fastifyWebsocket, { options: { maxPayload: maxMessageBytes } });
  const sessionOf = (request: FastifyRequest) =>
    options.sessions.find(readCookie(request.headers, cookieName(address.port)));
  const sockets = serveSockets(app, options, sessionOf);
  serveSessions(app, address, options, sessionOf);
  serveControl(app, address, options);
  // oRPC reads the body itself.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
  serveRest(app, { ...options, sessionOf });
  await serveFiles(app, options.rendererFolder);
  await app.listen({ host: '127.0.0.1', port });
  const bound = app.server.address();
  address.port = typeof bound === 'object' && bound ? bound.port : port;
  return { port: address.port, connections: () => sockets.size, close: () => app.close() };
}

function guard(app: FastifyInstance, address: { port: number }, log: Logger): void {
  app.addHook('onRequest', async (request, reply) => {
    const refusal = refusalOf(request.headers, address.port);
    if (refusal) {
      log.warn({ refusal, url: request.url.split('?')[0] }, 'request refused');
      // An upgrade that was refused leaves a socket that nobody would ever close.
      reply.raw.once('finish', () => request.raw.socket.destroySoon());
      return reply.code(403).header('connection', 'close').send({ code: 'FORBIDDEN', message: refusal });
    }
    reply.headers({
      'content-security-policy': contentSecurityPolicy(address.port),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    return undefined;
  });
}

function serveSockets(
  app: FastifyInstance,
  options: HttpOptions,
  sessionOf: (request: FastifyRequest) => string | undefined,
): Set<unknown> {
  const transport = new WebSocketTransport(options.router, options.clock, options.log);
  const open = new Set<unknown>();
  app.get('/rpc', { websocket: true }, (socket, request) => {
    if (open.size >= maxSockets) return socket.close(1013, 'too many connections');
    open.add(socket);
    const gone = new AbortController();
    socket.on('close', () => {
      open.delete(socket);
      gone.abort(new Error('the window went away'));
    });
    socket.on('error', (error) => options.log.debug({ err: error }, 'socket error'));
    const connection = sessionConnection(options.sessions, sessionOf(request), gone.signal, () =>
      socket.close(4401, 'signed out'),
    );
    transport.serve(socket, connection);
  });
  return open;
}

function setCookie(reply: FastifyReply, port: number, value: string): void {
  reply.header('set-cookie', `${cookieName(port)}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${14 * 86_400}`);
}

const ticketBody = z.object({ ticket: z.string().min(1).max(200) });

function serveSessions(
  app: FastifyInstance,
  address: { port: number },
  options: HttpOptions,
  sessionOf: (request: FastifyRequest) => string | undefined,
): void {
  app.get('/start', async (request, reply) => {
    const query = ticketBody.safeParse(request.query);
    const secret = query.success ? await options.sessions.redeem(query.data.ticket) : undefined;
    if (secret === undefined) {
      // A link that was used already: whoever holds a session goes on, everyone else sees the sign-in page.
      return reply.redirect('/', 303);
    }
    setCookie(reply, address.port, secret);
    return reply.header('cache-control', 'no-store').redirect('/', 303);
  });
  app.post('/session', async (request, reply) => {
    const body = ticketBody.safeParse(request.body);
    const before = sessionOf(request);
    const secret = body.success ? await options.sessions.redeem(body.data.ticket) : undefined;
    if (secret === undefined)
      return reply.code(401).send({ code: 'UNAUTHORIZED', message: 'The ticket is unknown, used or late' });
    if (before !== undefined) await options.sessions.end(before);
    setCookie(reply, address.port, secret);
    return reply.header('cache-control', 'no-store').send({});
  });
}

function serveControl(app: FastifyInstance, address: { port: number }, options: HttpOptions): void {
  const expected = Buffer.from(options.control);
  const allowed = (request: FastifyRequest) => {
    const given = Buffer.from(String(request.headers[controlHeader] ?? ''));
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  app.get(healthzPath, async (request, reply) => {
    if (!allowed(request)) return reply.code(403).send({ code: 'FORBIDDEN' });
    return { product: 'Watchfloor', pid: process.pid, epoch: options.epoch, version: options.version };
  });
  app.post(ticketPath, async (request, reply) => {
    if (!allowed(request)) return reply.code(403).send({ code: 'FORBIDDEN' });
    return { url: `http://127.0.0.1:${address.port}/start?ticket=${options.issueWindowTicket()}` };
  });
}

async function serveFiles(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined || !existsSync(folder)) {
    app.get('/', (_request, reply) =>
      reply.code(503).type('text/plain').send('The console is not built yet: run npm start'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    setHeaders: (reply, path) => {
      // Names under assets/ carry a hash of their content.
      const lasting = /[\\/]assets[\\/]/.test(path);
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-store');
    },
  });
}
