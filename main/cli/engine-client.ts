import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  controlHeader,
  type EngineLock,
  engineLockName,
  engineLockSchema,
  ticketPath,
  ticketSchema,
} from '#core/contract/host.ts';
import { UsageError } from './io.ts';

/** A verb about what is stored talks to the running engine through the address in its lock file. */
export class EngineClient {
  readonly lock: EngineLock;
  #cookie: string | undefined;

  constructor(dataDir: string) {
    const path = join(dataDir, engineLockName);
    if (!existsSync(path))
      throw new UsageError(`no engine runs on ${dataDir}: start one with "npm start" or "watchfloor serve"`);
    this.lock = engineLockSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  }

  /** A one-time start link for a window. */
  async startLink(): Promise<string> {
    const answer = await this.#fetch(ticketPath, { method: 'POST', headers: { [controlHeader]: this.lock.control } });
    return ticketSchema.parse(await answer.json()).url;
  }

  /** Calls the REST API as this machine's own operator and returns the parsed answer. */
  async call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    this.#cookie ??= await this.#signIn();
    const answer = await this.#fetch(`/api${path}`, {
      method,
      headers: { cookie: this.#cookie, origin: this.lock.url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json();
  }

  async #signIn(): Promise<string> {
    const answer = await fetch(await this.startLink(), { redirect: 'manual' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (!cookie)
      throw new UsageError(
        "the engine gave no session: this machine's own operator has a password, use a token with the REST API",
      );
    return cookie;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(`http://127.0.0.1:${this.lock.port}${path}`, {
        ...init,
        signal: AbortSignal.timeout(120_000),
      });
    } catch (error) {
      throw new UsageError(
        `the engine of ${this.lock.url} does not answer: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (!answer.ok)
      throw new UsageError(`the engine answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    return answer;
  }
}
