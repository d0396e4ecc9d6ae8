import { access, chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#core/contract/identity.ts';
import { settingsSchema } from '#core/contract/settings.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { AuditLog } from '../audit/service.ts';
import type { ProcessEntry, ProcessTable } from '../processes/process-table.ts';
import { openState, type State } from '../state/database.ts';
import { runMark } from './launch-command.ts';
import { RunRepository } from './repository.ts';
import { LoadtestService } from './service.ts';
import { httpPlan } from './testing/http-plan.ts';
import { testRun } from './testing/run.ts';

const caller: Caller = { operatorId: 'o1', name: 'Kim', login: 'kim', role: 'operator', via: 'window' };
let root: string;
let dataDir: string;
let state: State;
let clock: VirtualClock;
let services: LoadtestService[];
/** What the system answers about processes. */
let outage: boolean;
let entries: (pid: number) => ProcessEntry | undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'watchfloor-service-'));
  dataDir = join(root, 'profile');
  await mkdir(dataDir);
  state = await openState(join(root, 'state.db'));
  clock = new VirtualClock();
  services = [];
  outage = false;
  entries = () => undefined;
});
afterEach(async () => {
  for (const service of services) await service.close();
  await state.close();
  await rm(root, { recursive: true, force: true });
});

async function put(path: string, content: string, mode = 0o644): Promise<string> {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  await chmod(full, mode);
  return full;
}

function open(home = ''): LoadtestService {
  const silent = () => {};
  const ask = <T>(answer: T) => (outage ? Promise.reject(new Error('too many open files')) : Promise.resolve(answer));
  const table: ProcessTable = {
    find: (pid) => ask(entries(pid)),
    list: () => ask([]),
    kill: () => Promise.resolve(),
    lookEveryMs: 500,
  };
  const service = new LoadtestService({
    db: state.db,
    clock,
    audit: new AuditLog(state.db, clock),
    log: { info: silent, warn: silent, error: silent },
    dataDir,
    settings: () => settingsSchema.parse({ jmeter: { home } }),
    disk: { level: () => 'ok' },
    live: { has: () => false, write: () => Promise.resolve() },
    newId: () => 'id1',
    hostName: 'h',
    place: { environment: { PATH: join(root, 'java') }, platform: 'linux', cache: join(root, 'cache') },
    startTail: () => ({ drain: silent, close: () => Promise.resolve() }),
    table,
  });
  services.push(service);
  return service;
}

async function keepEnded(id: string, number: number, folder: string): Promise<void> {
  const repository = new RunRepository(state.db, dataDir);
  const run = { ...testRun, id, number, folder, state: 'ended' as const, end: 'completed' as const };
  await repository.transaction((tx) =>
    repository.insert(tx, run, { identity: null, stopPort: 1, asked: null, diskFull: false, liveUpTo: 0 }),
  );
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe('removing old runs', () => {
  test('touches only folders of this profile, whatever the records say', async () => {
    const other = dirname(await put('other-profile/runs/1-a/samples.jtl', 'x'));
    const own = dirname(await put('profile/runs/1-a/samples.jtl', 'x'));
    await keepEnded('a', 1, other);
    const service = open();
    expect((await service.get('a')).run.folder).toBe(own);
    expect(await service.removeOlderThan(testRun.startedAt + 1)).toBe(1);
    expect([await isThere(other), await isThere(own)]).toEqual([true, false]);
  });

  test('refuses a folder outside of its own, keeps that run, and goes on with the others', async () => {
    const outside = dirname(await put('profile/keep/precious', 'x'));
    const own = dirname(await put('profile/runs/2-b/samples.jtl', 'x'));
    await mkdir(join(dataDir, 'runs', '1-x'), { recursive: true });
    await keepEnded('x/../../keep', 1, '');
    await keepEnded('b', 2, own);
    const service = open();
    expect(await service.removeOlderThan(testRun.startedAt + 1)).toBe(1);
    expect([await isThere(outside), await isThere(own)]).toEqual([true, false]);
    const { runs } = await service.list(undefined, 10);
    expect(runs.map(({ number }) => number)).toEqual([1]);
  });
});

describe.skipIf(process.platform === 'win32')('starting a run', () => {
  test('a JVM that runs while the system does not answer is followed, and found later, also by the next engine', async () => {
    // Stands for Java: tells its version, otherwise ends at once.
    await put('java/java', '#!/bin/sh\necho \'openjdk version "17.0.15"\' >&2\n', 0o755);
    await put('jmeter/bin/ApacheJMeter.jar', '');
    await put('jmeter/bin/jmeter', '#!/bin/sh\n', 0o755);
    await put('jmeter/lib/ext/ApacheJMeter_core-5.6.3.jar', '');
    const path = await put('plan.jmx', httpPlan(80));
    const service = open(join(root, 'jmeter'));
    const plan = await service.inspect(path, {});
    outage = true;
    const confirmedHosts = plan.hosts.map(({ target }) => target);
    const order = { path, name: 'x', planHash: plan.hash, values: {}, confirmedHosts, liveSourceId: null };
    const run = await service.start(order, caller);
    expect(run).toMatchObject({ state: 'preparing', end: null });
    await service.close();

    const next = open();
    await next.open();
    expect(next.current()).toMatchObject({ id: 'id1', state: 'preparing' });
    entries = (pid) => ({ pid, parent: 1, started: 'tuesday', command: `java ${runMark('id1')} -jar x` });
    outage = false;
    await clock.advance(1000);
    await next.close();
    const kept = await new RunRepository(state.db, dataDir).open();
    expect(kept[0]?.process).toMatchObject({ identity: { started: 'tuesday' } });
    expect(kept[0]?.process?.identity?.pid).toBe(kept[0]?.process?.pid);
  });
});
