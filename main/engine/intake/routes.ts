import type { IncomingMessage } from 'node:http';
import type { Clock } from '#core/time/clock.ts';
import type { Precision, SampleStore } from '../samples/store.ts';
import { type AccessRules, mayWrite, refusePage } from './access.ts';
import { type Answer, answerError, answerOutcome, type Dialect, failure, json, noContent } from './answers.ts';
import { BodyError, readBody } from './body.ts';
import type { IntakeCounters } from './counters.ts';
import { parseStatement } from './statements.ts';

/** Spellings of a precision: 1.x says n and u, 2.x ns and us. */
const PRECISIONS = new Map<string, Precision>([
  ['', 'ns'],
  ['n', 'ns'],
  ['ns', 'ns'],
  ['u', 'us'],
  ['µ', 'us'],
  ['us', 'us'],
  ['ms', 'ms'],
  ['s', 's'],
  ['m', 'm'],
  ['h', 'h'],
]);
/** Bytes of bodies that may be arriving at the same time; above it writers are asked to come again. */
const ARRIVING_BYTES = 64_000_000;
const MAX_DATABASES = 100;
const STATEMENT_BYTES = 100_000;

interface RouteOptions {
  store: Pick<SampleStore, 'write'>;
  clock: Clock;
  version: string;
  rules: AccessRules;
  counters: IntakeCounters;
  bodyBytes: number;
}

/** Answers of the intake's paths. */
export class IntakeRoutes {
  readonly commonHeaders: Record<string, string>;
  readonly databases = new Set<string>();
  readonly #options: RouteOptions;
  #arriving = 0;

  constructor(options: RouteOptions) {
    this.#options = options;
    this.commonHeaders = {
      // Clients tell 1.x from 2.x by the first number.
      'X-Influxdb-Version': `1.8-watchfloor-${options.version}`,
      'X-Influxdb-Build': 'watchfloor',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    };
  }

  async handle(request: IncomingMessage): Promise<Answer> {
    const { rules, counters } = this.#options;
    const url = URL.parse(request.url ?? '/', 'http://intake.invalid');
    if (url === null) return failure('v1', 400, 'the address of this request cannot be read');
    const dialect: Dialect = url.pathname.startsWith('/api/v2') ? 'v2' : 'v1';
    const refusal = refusePage(request.headers, rules);
    if (refusal !== undefined) {
      counters.refused[refusal] += 1;
      return failure(
        dialect,
        403,
        refusal === 'host' ? 'this host name is not known here' : 'requests of web pages are refused',
      );
    }
    const route = ROUTES[url.pathname.replace(/(?<=.)\/$/, '')];
    if (route === undefined) return failure(dialect, 404, `no such path here: use ${Object.keys(ROUTES).join(', ')}`);
    if (!route.methods.includes(request.method ?? '')) {
      return failure(dialect, 405, `${url.pathname} takes ${route.methods.join(' or ')}`, {
        Allow: route.methods.join(', '),
      });
    }
    if (route.kind === 'ping') return this.#ping(url.searchParams);
    if (route.kind === 'health') return this.#health();
    if (!mayWrite(request.headers, url.searchParams, rules)) {
      counters.refused.token += 1;
      return failure(dialect, 401, 'a valid token is needed to write here', {
        'WWW-Authenticate': 'Token realm="watchfloor"',
      });
    }
    return route.kind === 'query'
      ? this.#query(request, url.searchParams)
      : this.#write(dialect, request, url.searchParams);
  }

  #ping(parameters: URLSearchParams): Answer {
    return parameters.get('verbose') === 'true'
      ? json(200, { version: this.commonHeaders['X-Influxdb-Version'] })
      : noContent;
  }

  #health(): Answer {
    const { version } = this.#options;
    return json(200, { name: 'watchfloor', message: 'ready for writes', status: 'pass', checks: [], version });
  }

  async #write(dialect: Dialect, request: IncomingMessage, parameters: URLSearchParams): Promise<Answer> {
    const { store, clock, counters } = this.#options;
    const unit = parameters.get('precision') ?? '';
    const precision = PRECISIONS.get(unit);
    if (precision === undefined) {
      counters.refused.malformed += 1;
      return failure(dialect, 400, `invalid precision ${JSON.stringify(unit)}: use ns, us, ms, s, m or h`);
    }
    const receivedAt = clock.now();
    const announced = Number(request.headers['content-length'] ?? 0);
    if (this.#arriving + announced > ARRIVING_BYTES) {
      counters.refused.busy += 1;
      return failure(dialect, 503, 'too many bodies are arriving', { 'Retry-After': '1' });
    }
    const read = await this.#read(dialect, request, this.#options.bodyBytes);
    if ('status' in read) return read;
    this.#noteDatabase(parameters.get(dialect === 'v1' ? 'db' : 'bucket'));
    try {
      const outcome = await store.write(read.body, { precision, receivedAt });
      counters.bodies += 1;
      counters.acceptedPoints += outcome.written;
      counters.rejectedLines += outcome.rejected;
      if (outcome.written > 0) counters.lastWriteAt = clock.now();
      return answerOutcome(dialect, outcome);
    } catch (error) {
      counters.refused.busy += 1;
      return answerError(dialect, error);
    }
  }

  async #read(dialect: Dialect, request: IncomingMessage, limit: number): Promise<{ body: Uint8Array } | Answer> {
    const { counters } = this.#options;
    let counted = 0;
    try {
      return await readBody(request, limit, (bytes) => {
        counted += bytes;
        this.#arriving += bytes;
        counters.bytes += bytes;
      });
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      counters.refused[error.status === 413 ? 'tooLarge' : 'malformed'] += 1;
      return failure(dialect, error.status, error.message);
    } finally {
      this.#arriving -= counted;
    }
  }

  async #query(request: IncomingMessage, parameters: URLSearchParams): Promise<Answer> {
    let text = parameters.get('q');
    if (request.method === 'POST') {
      const read = await this.#read('v1', request, STATEMENT_BYTES);
      if ('status' in read) return read;
      text ??= new URLSearchParams(Buffer.from(read.body).toString('utf8')).get('q');
    }
    if (text === null) return failure('v1', 400, 'missing required parameter "q"');
    const statement = parseStatement(text);
    if (statement === undefined) {
      return failure('v1', 400, 'only CREATE DATABASE and SHOW DATABASES are answered here: ask the console for data');
    }
    if (statement.kind === 'create') {
      this.#noteDatabase(statement.database);
      return json(200, { results: [{ statement_id: 0 }] });
    }
    const values = [...this.databases].sort().map((name) => [name]);
    return json(200, { results: [{ statement_id: 0, series: [{ name: 'databases', columns: ['name'], values }] }] });
  }

  #noteDatabase(name: string | null): void {
    if (name !== null && name !== '' && name.length <= 200 && this.databases.size < MAX_DATABASES)
      this.databases.add(name);
  }
}

type RouteKind = 'ping' | 'health' | 'write' | 'query';
const ROUTES: Record<string, { kind: RouteKind; methods: readonly string[] } | undefined> = {
  '/ping': { kind: 'ping', methods: ['GET', 'HEAD', 'POST'] },
  '/health': { kind: 'health', methods: ['GET', 'HEAD'] },
  '/write': { kind: 'write', methods: ['POST'] },
  '/api/v2/write': { kind: 'write', methods: ['POST'] },
  '/query': { kind: 'query', methods: ['GET', 'POST'] },
};
