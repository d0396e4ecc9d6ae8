import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#core/contract/base.ts';
import type { RunUpdate } from '#core/contract/loadtests.ts';
import { settingsSchema } from '#core/contract/settings.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { AuditLog } from '../audit/service.ts';
import { openState, type State } from '../state/database.ts';
import type { CallContext } from '../transports/context.ts';
import { StreamRegistry } from '../transports/paced.ts';
import { RunRepository } from './repository.ts';
import { loadtestsRouter } from './router.ts';
import { LoadtestService } from './service.ts';
import { testRun } from './testing/run.ts';

let folder: string;
let state: State;
let service: LoadtestService;
let router: ReturnType<typeof loadtestsRouter>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-router-'));
  state = await openState(join(folder, 'state.db'));
  const clock = new VirtualClock();
  const silent = () => {};
  service = new LoadtestService({
    db: state.db,
    clock,
    audit: new AuditLog(state.db, clock),
    log: { info: silent, warn: silent, error: silent },
    dataDir: folder,
    settings: () => settingsSchema.parse({}),
    disk: { level: () => 'ok' },
    live: { has: () => false, write: () => Promise.resolve() },
    newId: () => 'id',
    hostName: 'h',
    place: { environment: {}, platform: 'linux', cache: join(folder, 'cache') },
    startTail: () => {
      throw new Error('nothing to read');
    },
  });
  router = loadtestsRouter(service, new StreamRegistry());
});
afterEach(async () => {
  await service.close();
  await state.close();
  await rm(folder, { recursive: true, force: true });
});

function as(role: Role): { context: CallContext } {
  const closed = new AbortController().signal;
  const caller = { operatorId: 'o', name: 'Kim', login: 'kim', role, via: 'window' as const };
  const connection = {
    id: 'c',
    window: null,
    session: null,
    caller: () => caller,
    signIn: () => Promise.reject(new Error('no')),
    signOut: () => Promise.resolve(),
    closed,
  };
  return { context: { connection } };
}
const order = { path: '/plans/a.jmx', name: 'x', planHash: '0'.repeat(64), confirmedHosts: [] };

describe('load tests over the contract', () => {
  test('a viewer sees runs and may neither start, stop nor look at files', async () => {
    expect(await call(router.runs.list, {}, as('viewer'))).toEqual({ runs: [], more: false });
    expect(await call(router.generator, undefined, as('viewer'))).toMatchObject({ found: false, problem: 'no-jmeter' });
    const forbidden = { code: 'FORBIDDEN' };
    await expect(call(router.runs.start, order, as('viewer'))).rejects.toMatchObject(forbidden);
    await expect(call(router.runs.stop, { id: 'x', mode: 'kill' }, as('viewer'))).rejects.toMatchObject(forbidden);
    await expect(call(router.files.list, {}, as('viewer'))).rejects.toMatchObject(forbidden);
    await expect(call(router.plans.inspect, { path: '/x' }, as('viewer'))).rejects.toMatchObject(forbidden);
  });

  test('what cannot be done comes with a machine word', async () => {
    await expect(call(router.runs.get, { id: 'none' }, as('viewer'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      data: { what: 'run', id: 'none' },
    });
    await expect(call(router.runs.start, order, as('operator'))).rejects.toMatchObject({
      code: 'REFUSED',
      data: { reason: 'no-jmeter' },
    });
    await expect(call(router.plans.inspect, { path: 'rel.jmx' }, as('operator'))).rejects.toMatchObject({
      data: { reason: 'not-absolute', field: 'path' },
    });
    await expect(call(router.plans.inspect, { path: join(folder, 'no.jmx') }, as('operator'))).rejects.toMatchObject({
      data: { reason: 'not-found' },
    });
    await writeFile(join(folder, 'bad.jmx'), '<jmeterTestPlan');
    await expect(call(router.plans.inspect, { path: join(folder, 'bad.jmx') }, as('operator'))).rejects.toMatchObject({
      code: 'REFUSED',
      data: { reason: 'plan-not-xml' },
    });
  });

  test('runs are listed newest first and page by page', async () => {
    const repository = new RunRepository(state.db, folder);
    await repository.transaction(async (tx) => {
      for (let number = 1; number <= 5; number += 1) {
        const run = { ...testRun, id: `r${number}`, number, state: 'ended' as const, end: 'completed' as const };
        await repository.insert(tx, run, { identity: null, stopPort: 1, asked: null, diskFull: false, liveUpTo: 0 });
      }
    });
    const page = await call(router.runs.list, { limit: 2 }, as('viewer'));
    expect([page.runs.map(({ number }) => number), page.more]).toEqual([[5, 4], true]);
    const rest = await call(router.runs.list, { before: 4, limit: 10 }, as('viewer'));
    expect([rest.runs.map(({ number }) => number), rest.more]).toEqual([[3, 2, 1], false]);
    await expect(call(router.runs.stop, { id: 'r1', mode: 'now' }, as('operator'))).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'run-ended' },
    });
  });

  test('a run whose files are gone is told with what was kept, not as an endless wait', async () => {
    const repository = new RunRepository(state.db, folder);
    const run = { ...testRun, state: 'ended' as const, end: 'lost' as const, folder: join(folder, 'gone') };
    await repository.transaction(async (tx) => {
      await repository.insert(tx, run, { identity: null, stopPort: 1, asked: null, diskFull: false, liveUpTo: 0 });
      await repository.finish(tx, run, { labels: [], errors: [{ code: '500', message: 'm', label: 'a', count: 2 }] });
    });
    expect(await call(router.runs.get, { id: 'r1' }, as('viewer'))).toMatchObject({
      run: { end: 'lost' },
      errors: [{ count: 2 }],
    });
    const stream = await call(router.runs.subscribe, { stream: crypto.randomUUID(), id: 'r1' }, as('viewer'));
    const first = (await stream[Symbol.asyncIterator]().next()).value as { kind: string; data: RunUpdate } | undefined;
    expect(first).toMatchObject({ kind: 'full', data: { run: { end: 'lost' }, errors: [{ count: 2 }] } });
    await stream.return?.();
  });
});
