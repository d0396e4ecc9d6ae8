import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlHeader, engineLockName } from '#core/contract/host.ts';
import { findRunningEngine } from './running-engine.ts';

const lock = {
  pid: 4242,
  host: 1,
  startedAt: 0,
  port: 7007,
  url: 'http://127.0.0.1:7007',
  write: null,
  control: 'a-secret-of-some-length',
  version: '1.0.0',
  epoch: 'e1',
};
const health = { product: 'Watchfloor', pid: 4242, epoch: 'e1', version: '1.0.0' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const leave = (content: unknown) =>
  writeFile(join(folder, engineLockName), typeof content === 'string' ? content : JSON.stringify(content));

function engineThat(answers: Record<string, () => Response>) {
  const asked: { url: string; secret: string | null }[] = [];
  const ask = (url: string, init: RequestInit) => {
    asked.push({ url, secret: new Headers(init.headers).get(controlHeader) });
    const answer = answers[new URL(url).pathname];
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('fetch failed'));
  };
  return { ask, asked };
}

describe('findRunningEngine', () => {
  it('finds the engine of the lock file and gets a link from it', async () => {
    await leave(lock);
    const { ask, asked } = engineThat({
      '/healthz': () => Response.json(health),
      '/control/ticket': () => Response.json({ url: 'http://127.0.0.1:7007/start?ticket=x' }),
    });
    const engine = await findRunningEngine(folder, ask);
    expect(engine?.lock.pid).toBe(4242);
    await expect(engine?.ticket()).resolves.toBe('http://127.0.0.1:7007/start?ticket=x');
    expect(asked.map((request) => request.secret)).toEqual([lock.control, lock.control]);
  });

  it('takes a lock without an answering engine for one left behind', async () => {
    await leave(lock);
    expect(await findRunningEngine(folder, engineThat({}).ask)).toBeNull();
  });

  it.each([
    ['another program answers', () => new Response('hello')],
    ['another engine answers', () => Response.json({ ...health, epoch: 'e2' })],
    ['the secret is refused', () => Response.json({ code: 'FORBIDDEN' }, { status: 403 })],
  ])('finds nothing when %s on that port', async (_what, answer) => {
    await leave(lock);
    expect(await findRunningEngine(folder, engineThat({ '/healthz': answer }).ask)).toBeNull();
  });

  it.each([
    ['no lock file', null],
    ['a lock file cut short', '{"pid": 42'],
    ['a lock file of another shape', { pid: 42 }],
  ])('finds nothing with %s', async (_what, content) => {
    if (content !== null) await leave(content);
    const { ask, asked } = engineThat({ '/healthz': () => Response.json(health) });
    expect(await findRunningEngine(folder, ask)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('never sends the secret to another machine', async () => {
    await leave({ ...lock, url: 'http://elsewhere.example:7007' });
    const { ask, asked } = engineThat({ '/healthz': () => Response.json(health) });
    await findRunningEngine(folder, ask);
    expect(asked.map((request) => request.url)).toEqual(['http://127.0.0.1:7007/healthz']);
  });
});
