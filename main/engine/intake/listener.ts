import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { hostname, networkInterfaces } from 'node:os';
import type { Clock } from '#core/time/clock.ts';
import type { SampleStore } from '../samples/store.ts';
import { type AccessRules, hostNamesFor, isLoopback } from './access.ts';
import { type Answer, failure } from './answers.ts';
import { type IntakeCounters, newCounters } from './counters.ts';
import { IntakeRoutes } from './routes.ts';

export interface IntakeOptions {
  store: Pick<SampleStore, 'write'>;
  clock: Clock;
  /** The product's version, told in `/ping` and `/health`. */
  version: string;
  /** Address to listen on (127.0.0.1). */
  host?: string;
  /** A port that has to be free; without it the `rememberedPort` is tried, then any free one is taken. */
  port?: number;
  rememberedPort?: number;
  /** Asked of every writer when set; necessary on anything but loopback. */
  token?: string;
  /** PEM files; necessary on anything but loopback. */
  tls?: { certFile: string; keyFile: string };
  /** More names the address is known by, e.g. a DNS alias. */
  hostNames?: readonly string[];
  /** Bytes of one body before and after unzipping. */
  bodyBytes?: number;
  /** A request that is not complete by then is dropped. */
  requestTimeoutMs?: number;
}

export type IntakeErrorCode = 'needs-token' | 'needs-tls' | 'tls-files' | 'port-in-use' | 'address';

/** Why the intake does not listen. */
export class IntakeError extends Error {
  readonly code: IntakeErrorCode;

  constructor(code: IntakeErrorCode, message: string) {
    super(message);
    this.name = 'IntakeError';
    this.code = code;
  }
}

export interface Intake {
  /** `http://127.0.0.1:PORT`, without a trailing slash: what writers are given. */
  readonly origin: string;
  readonly host: string;
  /** To be remembered for the next start. */
  readonly port: number;
  readonly needsToken: boolean;
  counters(): IntakeCounters;
  /** Stops listening; resolves when open requests are answered, at the latest after a second. */
  close(): Promise<void>;
}

const BODY_BYTES = 25_000_000;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_CONNECTIONS = 512;

/**
 * Listens for line protocol as InfluxDB 1.x and 2.x do.
 * @throws IntakeError when it may not or cannot listen
 */
export async function startIntake(options: IntakeOptions): Promise<Intake> {
  const host = options.host ?? '127.0.0.1';
  if (!isLoopback(host)) {
    if (options.token === undefined || options.token === '') {
      throw new IntakeError('needs-token', `Listening on ${host} lets other machines write: set a token first.`);
    }
    if (options.tls === undefined) {
      throw new IntakeError(
        'needs-tls',
        `Listening on ${host} sends the token over the network: give a certificate and key file first.`,
      );
    }
  }
  const tls = options.tls === undefined ? undefined : await readTls(options.tls);
  const scheme = tls === undefined ? 'http' : 'https';
  const counters = newCounters();
  const rules: AccessRules = {
    hostNames: new Set([
      ...hostNamesFor(host, machineNames()),
      ...(options.hostNames ?? []).map((name) => name.toLowerCase()),
    ]),
    port: 0,
    scheme,
    token: options.token === '' ? undefined : options.token,
  };
  const routes = new IntakeRoutes({
    store: options.store,
    clock: options.clock,
    version: options.version,
    rules,
    counters,
    bodyBytes: options.bodyBytes ?? BODY_BYTES,
  });
  const listener: RequestListener = (request, response) => void serve(routes, request, response);
  const settings = {
    requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    headersTimeout: Math.min(10_000, options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS),
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: Math.min(5_000, options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS),
    maxHeaderSize: 16_384,
  };
  const server =
    tls === undefined ? createServer(settings, listener) : createSecureServer({ ...settings, ...tls }, listener);
  server.maxConnections = MAX_CONNECTIONS;
  rules.port = await listen(server, host, options);
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    origin: `${scheme}://${isWildcard(host) ? hostname() : shown}:${rules.port}`,
    host,
    port: rules.port,
    needsToken: rules.token !== undefined,
    counters: () => ({ ...counters, refused: { ...counters.refused }, databases: [...routes.databases] }),
    close: () => stop(server),
  };
}

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';

function machineNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list?.map((one) => one.address) ?? []);
  return [hostname(), ...addresses];
}

async function readTls(files: { certFile: string; keyFile: string }): Promise<{ cert: Buffer; key: Buffer }> {
  try {
    const [cert, key] = await Promise.all([readFile(files.certFile), readFile(files.keyFile)]);
    return { cert, key };
  } catch (error) {
    throw new IntakeError('tls-files', `The certificate or key file cannot be read: ${messageOf(error)}`);
  }
}

async function serve(routes: IntakeRoutes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: Answer;
  try {
    answer = await routes.handle(request);
  } catch {
    answer = failure('v1', 500, 'internal error');
  }
  if (response.destroyed) return;
  // Unread bodies are not waited for: the connection ends with the answer.
  const complete = request.complete;
  response.writeHead(answer.status, {
    ...routes.commonHeaders,
    ...answer.headers,
    ...(answer.status === 204 ? {} : { 'Content-Length': Buffer.byteLength(answer.body) }),
    ...(complete ? {} : { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
  if (!complete) request.resume();
}

async function listen(server: Server, host: string, options: IntakeOptions): Promise<number> {
  const ports = options.port === undefined ? [options.rememberedPort ?? 0, 0] : [options.port];
  for (const [index, port] of ports.entries()) {
    try {
      return await listenOn(server, host, port);
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (busy && index < ports.length - 1) continue;
      if (busy) throw new IntakeError('port-in-use', `Port ${port} of ${host} is used by another program.`);
      throw new IntakeError('address', `Cannot listen on ${host}:${port}: ${messageOf(error)}`);
    }
  }
  throw new IntakeError('address', `Cannot listen on ${host}.`);
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), 1000);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
