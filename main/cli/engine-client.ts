import { z } from 'zod';
import type { EngineLock } from '#core/contract/host.ts';
import { findRunningEngine, type RunningEngine } from '../hosting/running-engine.ts';
import { FailedError, UsageError } from './io.ts';

/** A backup of many gigabytes takes its time, ms. */
const answerLimit = 600_000;

const problemSchema = z.object({
  message: z.string().optional(),
  data: z
    .object({
      reason: z.string().optional(),
      detail: z.string().optional(),
      what: z.string().optional(),
      id: z.string().optional(),
    })
    .optional(),
});

/** The engine did not answer at all: it may be starting again. */
export class EngineGoneError extends FailedError {
  override name = 'EngineGoneError';
}

/**
 * Talks to a running engine over REST as this machine's own operator. It signs in by a one-time link when it asks the
 * first time; `close` ends that session, so that no call leaves one behind.
 */
export class EngineClient {
  readonly #engine: RunningEngine;
  #cookie: string | undefined;

  constructor(engine: RunningEngine) {
    this.#engine = engine;
  }

  /** The client of the engine on a data directory; `null` when none answers there. */
  static async find(dataDir: string): Promise<EngineClient | null> {
    const engine = await findRunningEngine(dataDir);
    return engine && new EngineClient(engine);
  }

  get lock(): EngineLock {
    return this.#engine.lock;
  }

  /** Calls the REST API and returns the answer, of the shape that `schema` reads. Throws UsageError or FailedError. */
  async call<T>(schema: z.ZodType<T>, method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<T> {
    this.#cookie ??= await this.#signIn();
    const answer = await this.#fetch(`/api${path}`, {
      method,
      headers: { cookie: this.#cookie, origin: this.lock.url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw await refusal(answer);
    return schema.parse(await answer.json());
  }

  /** Ends the session. An engine that is gone has nobody to tell. */
  async close(): Promise<void> {
    if (this.#cookie === undefined) return;
    const cookie = this.#cookie;
    this.#cookie = undefined;
    const headers = { cookie, origin: this.lock.url, 'content-type': 'application/json' };
    await this.#fetch('/api/sign-out', { method: 'POST', headers, body: '{}' }).catch(() => undefined);
  }

  async #signIn(): Promise<string> {
    const link = new URL(await this.#engine.ticket());
    const answer = await this.#fetch(`${link.pathname}${link.search}`, { redirect: 'manual' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (!cookie)
      throw new UsageError(
        "the engine gave no session: this machine's own operator has a password, use a token with the REST API",
      );
    return cookie;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(answerLimit);
      return await fetch(`http://127.0.0.1:${this.lock.port}${path}`, { ...init, signal });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new EngineGoneError(`the engine of ${this.lock.url} does not answer: ${why}`);
    }
  }
}

/** 404 and 422 are about what was asked for, everything else about the engine. */
async function refusal(answer: Response): Promise<Error> {
  const text = await answer.text();
  let said = text.slice(0, 500);
  try {
    const { message, data } = problemSchema.parse(JSON.parse(text));
    const parts = [message, data?.reason ?? data?.what, data?.detail ?? data?.id];
    said = parts.filter((part) => part !== undefined && part !== '').join(': ');
  } catch {
    // Not the API's own form: what it said stands as it is.
  }
  const sentence = `the engine answered ${answer.status}: ${said}`;
  return [400, 404, 422].includes(answer.status) ? new UsageError(sentence) : new FailedError(sentence);
}
