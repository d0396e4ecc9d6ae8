import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { SourceError } from '#core/metrics/source-error.ts';
import { asSourceError, blot, networkCode } from './source-error.ts';

/** Bytes of one answer after unpacking; a larger one is refused, for it would hold the engine. */
export const maxAnswerBytes = 24 * 1024 * 1024;
/** ms a store may take for one answer, from connecting to its last byte. */
export const answerTimeout = 10_000;

export interface HttpCall {
  method?: 'GET' | 'POST';
  /** Path with query string, appended to the base address. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
}

export interface HttpOptions {
  url: string;
  headers: Record<string, string>;
  acceptAnyCertificate: boolean;
  /** What must never be seen in a message. */
  secrets: readonly string[];
  timeout?: number;
  maxBytes?: number;
}

/** HTTP to one store: kept connections, a time limit, a size limit, typed errors. Redirects are not followed. */
export class HttpStore {
  readonly #options: HttpOptions;
  readonly #base: URL;
  readonly #agent: HttpAgent | HttpsAgent;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#base = new URL(options.url);
    const kept = { keepAlive: true, maxSockets: 16, maxFreeSockets: 4 };
    this.#agent =
      this.#base.protocol === 'https:'
        ? new HttpsAgent({ ...kept, rejectUnauthorized: !options.acceptAnyCertificate })
        : new HttpAgent(kept);
  }

  /** @throws SourceError for everything that goes wrong, statuses from 300 included */
  async call(call: HttpCall): Promise<HttpAnswer> {
    const answer = await this.raw(call);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw statusError(answer, this.#options.secrets);
  }

  /** As {@link call}, but any status is an answer. */
  async raw(call: HttpCall): Promise<HttpAnswer> {
    const limit = this.#options.timeout ?? answerTimeout;
    const timer = AbortSignal.timeout(limit);
    try {
      return await this.#send(call, AbortSignal.any([call.signal, timer]));
    } catch (error) {
      if (call.signal.aborted) throw call.signal.reason instanceof Error ? call.signal.reason : new Error('aborted');
      if (timer.aborted)
        throw new SourceError('timeout', `No whole answer within ${limit / 1000} s.`, { cause: error });
      if (error instanceof SourceError) throw error;
      throw new SourceError(networkCode(error), this.#describe(error), {
        cause: asSourceError(error, this.#options.secrets),
      });
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #describe(error: unknown): string {
    const text = blot(error instanceof Error ? error.message : String(error), this.#options.secrets);
    return text.includes(this.#base.hostname) ? text : `${this.#base.host}: ${text}`;
  }

  #send(call: HttpCall, signal: AbortSignal): Promise<HttpAnswer> {
    const path = `${this.#base.pathname.replace(/\/$/, '')}${call.path}`;
    const options = {
      method: call.method ?? 'GET',
      protocol: this.#base.protocol,
      hostname: this.#base.hostname.replace(/^\[(.*)\]$/, '$1'),
      ...(this.#base.port ? { port: Number(this.#base.port) } : {}),
      path,
      agent: this.#agent,
      signal,
      headers: {
        accept: 'application/json, text/csv;q=0.9, */*;q=0.1',
        'accept-encoding': 'gzip, deflate, br',
        'user-agent': 'Watchfloor',
        ...this.#options.headers,
        ...call.headers,
        ...(call.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(call.body)) }),
      },
    };
    return new Promise((resolve, reject) => {
      const send = this.#base.protocol === 'https:' ? requestHttps : requestHttp;
      const request = send(options, (response) => {
        readText(response, this.#options.maxBytes ?? maxAnswerBytes).then(
          (text) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          (error: unknown) => {
            response.destroy();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      });
      request.on('error', reject);
      request.end(call.body);
    });
  }
}

async function readText(response: IncomingMessage, limit: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of unpacked(response)) {
    const chunk = part as Buffer;
    bytes += chunk.byteLength;
    if (bytes > limit) {
      throw new SourceError(
        'bad-answer',
        `The answer is larger than ${Math.round(limit / 1024 / 1024)} MB. Ask for a shorter range or fewer series.`,
      );
    }
    parts.push(chunk);
  }
  if (!response.complete) throw new SourceError('bad-answer', 'The answer ended before it was whole.');
  return Buffer.concat(parts).toString('utf8');
}

function unpacked(response: IncomingMessage): Readable {
  const unpackers = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress };
  const encoding = response.headers['content-encoding'];
  if (encoding !== 'gzip' && encoding !== 'deflate' && encoding !== 'br') return response;
  const unpacker = unpackers[encoding]();
  // A broken connection must reach the reader of the unpacked stream too.
  response.on('error', (error) => unpacker.destroy(error));
  return response.pipe(unpacker);
}

/** A status that is no success as a typed error, with what the store said. */
export function statusError(answer: HttpAnswer, secrets: readonly string[]): SourceError {
  const said = blot(wordsOf(answer.text), secrets);
  const text = said === '' ? `HTTP ${answer.status}` : `HTTP ${answer.status}: ${said}`;
  const { status } = answer;
  if (status === 401 || status === 403) return new SourceError('unauthorized', text);
  if (status === 404) return new SourceError('not-found', text);
  if (status === 400 || status === 413 || status === 422) return new SourceError('query', text);
  if (status === 408 || status === 504) return new SourceError('timeout', text);
  if (status >= 300 && status < 400) {
    return new SourceError(
      'bad-answer',
      `HTTP ${status}: the address leads elsewhere. Enter the address of the store itself.`,
    );
  }
  return new SourceError('other', text);
}

/** The message inside an error answer of any store, else the start of its text; nothing for HTML. */
function wordsOf(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) {
      for (const name of ['error', 'message'] as const) {
        const value: unknown = Reflect.get(parsed, name);
        if (typeof value === 'string' && value !== '') return value;
      }
    }
  } catch {
    // Not JSON: its start is shown below.
  }
  return text.trimStart().startsWith('<') ? '' : text.slice(0, 300).replaceAll(/\s+/g, ' ').trim();
}
