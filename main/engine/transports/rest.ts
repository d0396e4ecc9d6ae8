import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { onError } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { contract } from '#core/contract/index.ts';
import type { Clock } from '#core/time/clock.ts';
import type { IdentityService } from '../identity/service.ts';
import type { Sessions } from '../identity/sessions.ts';
import { sessionConnection, tokenConnection } from './connections.ts';
import type { Connection } from './context.ts';
import { provesSameOrigin } from './guard.ts';
import { RateLimit } from './rate.ts';
import type { Router } from './router.ts';

const requestsPerSecond = 50;
const requestBurst = 200;

/** The OpenAPI 3.1 document of the contract. */
export function describeApi(version: string): Promise<object> {
  return new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: {
      title: 'Watchfloor engine',
      version,
      description:
        'Bearer tokens are made under Settings, carry a role and expire. Streams answer as server-sent events.',
    },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
}

export interface RestOptions {
  router: Router;
  identity: IdentityService;
  sessions: Sessions;
  clock: Clock;
  log: Logger;
  version: string;
  /** Key of the session in a request's cookie. */
  sessionOf: (request: FastifyRequest) => string | undefined;
}

/** Serves the router as REST under `/api`, for other programs (bearer) and for the page itself (cookie, same origin). */
export function serveRest(app: FastifyInstance, options: RestOptions): void {
  const handler = new OpenAPIHandler<{ connection: Connection }>(options.router, {
    interceptors: [onError((error) => options.log.debug({ err: error }, 'REST call failed'))],
  });
  const rate = new RateLimit(options.clock, requestsPerSecond, requestBurst);
  let document: Promise<object> | undefined;

  app.get('/api/openapi.json', async () => {
    document ??= describeApi(options.version);
    return document;
  });
  app.all('/api/*', async (request, reply) => {
    if (!rate.take()) return reply.code(429).header('retry-after', '1').send({ code: 'TOO_MANY_REQUESTS' });
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort(new Error('the caller went away')));
    const connection = await connectionOf(request, reply, options, gone.signal);
    if (!connection) return reply;
    const { matched } = await handler.handle(request, reply, { prefix: '/api', context: { connection } });
    if (!matched)
      return reply.code(404).send({ code: 'NOT_FOUND', message: 'No such procedure; see /api/openapi.json' });
    return reply;
  });
}

async function connectionOf(
  request: FastifyRequest,
  reply: FastifyReply,
  options: RestOptions,
  gone: AbortSignal,
): Promise<Connection | undefined> {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const secret = /^Bearer (\S{1,200})$/.exec(header)?.[1];
    const caller = secret ? await options.identity.callerOfToken(secret) : null;
    if (!caller) {
      await reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send({ code: 'UNAUTHORIZED', message: 'The token is unknown or has expired' });
      return undefined;
    }
    return tokenConnection(caller, gone);
  }
  const session = options.sessionOf(request);
  if (session === undefined) return tokenConnection(null, gone);
  if (request.method !== 'GET' && !provesSameOrigin(request.headers)) {
    await reply.code(403).send({ code: 'FORBIDDEN', message: 'A change by cookie must come from the console itself' });
    return undefined;
  }
  return sessionConnection(options.sessions, session, gone, () => {});
}
