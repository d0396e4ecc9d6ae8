import { ORPCError } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '#core/contract/identity.ts';
import { type SourceConfig, sourceConfigSchema } from '#core/contract/sources.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { AuditLog } from '../audit/service.ts';
import { openState, type State } from '../state/database.ts';
import type { EmbeddedStore } from './embedded.ts';
import { newestLookEvery } from './live-source.ts';
import { rememberedStates } from './remembered-state.ts';
import { SourcesService } from './service.ts';

const lead: Caller = { operatorId: 'o1', name: 'Kim', login: 'kim', role: 'lead', via: 'window' };
// Nothing listens on port 9 of this machine: every probe is refused at once.
const config = (extra: Partial<SourceConfig> = {}): SourceConfig =>
  sourceConfigSchema.parse({
    name: 'edge',
    kind: 'influxdb1',
    url: 'http://127.0.0.1:9',
    database: 'ops',
    username: 'u',
    ...extra,
  });

const store: EmbeddedStore = {
  query: () => Promise.resolve({ frames: [], query: '', notices: [] }),
  schema: () => Promise.resolve([]),
  tagValues: () => Promise.resolve([]),
  hosts: () => Promise.resolve([]),
  write: () => Promise.resolve({ written: 0, rejected: 0, errors: [] }),
};

let state: State;
let secrets: Map<string, string>;
let audit: AuditLog;
let clock: VirtualClock;
const log = { info: () => {}, warn: () => {} };
const services: SourcesService[] = [];

const vault = {
  put: (_: unknown, name: string, value: string) => Promise.resolve(void secrets.set(name, value)),
  get: (name: string) => Promise.resolve(secrets.get(name)),
  forget: (_: unknown, name: string) => Promise.resolve(void secrets.delete(name)),
};

async function open(appender: Pick<AuditLog, 'append'> = audit): Promise<SourcesService> {
  const service = new SourcesService({
    db: state.db,
    clock,
    audit: appender,
    vault,
    log,
    store,
    version: '0.1.0',
    embeddedIntervalMs: 10_000,
    random: () => 0,
  });
  services.push(service);
  await service.open();
  return service;
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => 'no error',
    (failed: unknown) => failed,
  );
  return error instanceof ORPCError
    ? `${error.code} ${String((error.data as { reason?: string; what?: string }).reason ?? 'none')}`
    : String(error);
}

beforeEach(async () => {
  state = await openState(':memory:');
  clock = new VirtualClock();
  audit = new AuditLog(state.db, clock);
  secrets = new Map();
});
afterEach(async () => {
  for (const service of services.splice(0)) service.close();
  await state.close();
});

describe('sources', () => {
  it('always have the embedded one', async () => {
    const service = await open();
    expect(service.list()).toMatchObject([
      { id: 'embedded', kind: 'embedded', config: null, hasSecret: false, languages: ['sql'] },
    ]);
    expect(await reasonOf(service.remove(lead, 'embedded'))).toBe('REFUSED embedded-source');
  });

  it('tell the age of the embedded one from its hosts, though nobody asks', async () => {
    const heard = (host: string, ago: number) => ({ host, lastSeen: clock.now() - ago, measurements: [] });
    const hosts = vi.spyOn(store, 'hosts').mockImplementation(async () => [heard('a', 9000), heard('b', 500)]);
    const service = await open();
    await clock.advance(60_000);
    const age = clock.now() - (service.list()[0]?.status.newestPointAt ?? 0);
    expect(age).toBeLessThanOrEqual(newestLookEvery + 1500);
    hosts.mockRestore();
  });

  it('are kept over a restart, with their secret in the vault only', async () => {
    const added = await (await open()).add(lead, { config: config(), secret: 'hunter2!' });
    expect(added).toMatchObject({ name: 'edge', hasSecret: true });
    const again = await open();
    expect(again.list().find((one) => one.id === added.id)).toMatchObject({ config: config(), hasSecret: true });
    expect([...secrets.values()]).toEqual(['hunter2!']);
    const everything = JSON.stringify([
      await state.db.selectFrom('sources').selectAll().execute(),
      await audit.list({ limit: 100 }),
      added,
    ]);
    expect(everything).not.toContain('hunter2!');
  });

  it('write each change to the audit log', async () => {
    const service = await open();
    const { id } = await service.add(lead, { config: config() });
    await service.update(lead, { id, config: config({ name: 'edge 2' }), secret: 'x' });
    await service.remove(lead, id);
    expect((await audit.list({ limit: 10 })).entries.map((entry) => [entry.action, entry.subject])).toEqual([
      ['source.remove', `source:${id}`],
      ['source.update', `source:${id}`],
      ['source.add', `source:${id}`],
    ]);
    expect(secrets.size).toBe(0);
  });

  it('change nothing when the audit entry cannot be written', async () => {
    const service = await open({ append: () => Promise.reject(new Error('disk full')) });
    await expect(service.add(lead, { config: config() })).rejects.toThrow('disk full');
    expect(service.list()).toHaveLength(1);
    expect(await state.db.selectFrom('sources').selectAll().execute()).toEqual([]);
  });

  it('keep, replace or forget the secret as asked', async () => {
    const service = await open();
    const { id } = await service.add(lead, { config: config(), secret: 'one' });
    expect((await service.update(lead, { id, config: config({ intervalSeconds: 5 }) })).hasSecret).toBe(true);
    await service.update(lead, { id, config: config(), secret: 'two' });
    expect([...secrets.values()]).toEqual(['two']);
    expect((await service.update(lead, { id, config: config(), secret: '' })).hasSecret).toBe(false);
    expect(secrets.size).toBe(0);
  });

  it('never send a kept secret to another server', async () => {
    const service = await open();
    const { id } = await service.add(lead, { config: config(), secret: 'one' });
    const elsewhere = config({ url: 'http://127.0.0.2:9' });
    expect(await reasonOf(service.update(lead, { id, config: elsewhere }))).toBe('REFUSED secret-needed-again');
    expect(await reasonOf(service.test({ id, config: elsewhere }, AbortSignal.timeout(1000)))).toBe(
      'REFUSED secret-needed-again',
    );
  });

  it('refuse what cannot work', async () => {
    const service = await open();
    await service.add(lead, { config: config() });
    expect(await reasonOf(service.add(lead, { config: config({ name: 'EDGE' }) }))).toBe('CONFLICT name-taken');
    expect(await reasonOf(service.add(lead, { config: config({ name: 'a', url: 'http://u:p@127.0.0.1:9' }) }))).toBe(
      'REFUSED url-with-credentials',
    );
    expect(await reasonOf(service.add(lead, { config: config({ name: 'b', database: '' }) }))).toBe(
      'REFUSED database-needed',
    );
    expect(await reasonOf(service.update(lead, { id: 'nope', config: config() }))).toBe('NOT_FOUND none');
  });

  it('say why a source does not answer, without its secret', async () => {
    const service = await open();
    const probe = await service.test({ config: config(), secret: 'hunter2!' }, AbortSignal.timeout(5000));
    expect(probe).toMatchObject({ ok: false, errorCode: 'refused' });
    expect(probe.error).toContain('127.0.0.1:9');
    expect(JSON.stringify(probe)).not.toContain('hunter2!');
  });

  it('say since when they fail over a restart, and forget it with the source', async () => {
    const first = await open();
    const { id } = await first.add(lead, { config: config() });
    const statusOf = async (service: SourcesService) => (await service.retry(id)).status;
    const since = (await statusOf(first)).since;
    await vi.waitFor(async () => expect((await rememberedStates.all(state.db)).get(id)?.since).toBe(since));
    first.close();
    await clock.advance(420_000);
    const second = await open();
    expect(await statusOf(second)).toMatchObject({ state: 'error', since });
    await second.remove(lead, id);
    expect((await rememberedStates.all(state.db)).has(id)).toBe(false);
  });

  it('start although one row or one secret cannot be read', async () => {
    const { id } = await (await open()).add(lead, { config: config(), secret: 'x' });
    await state.db
      .insertInto('sources')
      .values({ id: 'bad', name: 'bad', kind: 'influxdb1', config: '{"name":', created_at: 1 })
      .execute();
    const broken = vi.spyOn(vault, 'get').mockRejectedValue(new Error('unable to authenticate data'));
    const service = await open();
    broken.mockRestore();
    expect(service.list().map((one) => one.id)).toEqual(['embedded', id]);
  });
});
