import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Run, RunUpdate } from '#core/contract/loadtests.ts';
import { decodeBlock } from '#core/metrics/block.ts';
import { titled } from '../../../scripts/stack/availability.ts';
import { jmeter } from '../../../scripts/stack/jmeter.ts';
import { type LoadTarget, startLoadTarget } from '../../../scripts/stack/load-target.ts';
import { removeFolder, temporaryFolder } from '../../../scripts/stack/places.ts';
import { countJtl } from './testing/count-jtl.ts';
import { openEngine, type TestEngine, until } from './testing/engine.ts';
import { httpPlan } from './testing/http-plan.ts';

const found = await jmeter();

describe.skipIf(!found.available)(titled('load tests with the real JMeter', found), () => {
  let target: LoadTarget;
  let dataDir: string;
  let engine: TestEngine;
  const folders: string[] = [];

  beforeAll(async () => {
    target = await startLoadTarget({ latency: 5 });
  });
  afterAll(async () => {
    await target.stop();
    await Promise.all(folders.map(removeFolder));
  });
  afterEach(async () => {
    target.behave({ latency: 5, errorShare: 0 });
    await engine.killAll();
    await engine.close();
  });

  async function fresh(): Promise<void> {
    dataDir = await temporaryFolder('loadtests');
    folders.push(dataDir);
    engine = await openEngine(dataDir);
  }

  async function start(
    values: Record<string, string>,
    options: { plan?: string; live?: string | null } = {},
  ): Promise<Run> {
    const path = join(dataDir, '계획 plan.jmx');
    await writeFile(path, options.plan ?? httpPlan(target.port));
    const plan = await engine.service.inspect(path, values);
    return engine.service.start(
      {
        path,
        name: 'checkout',
        planHash: plan.hash,
        values,
        confirmedHosts: plan.hosts.map((host) => host.target),
        liveSourceId: options.live ?? null,
        heapMegabytes: 256,
      },
      engine.caller,
    );
  }

  const get = async (id: string) => (await engine.service.get(id)).run;
  const ended = (id: string) =>
    until(async () => ((await get(id)).state === 'ended' ? await engine.service.get(id) : undefined), 60_000);
  const measured = (id: string, least: number) =>
    until(async () => ((await get(id)).tail.rows >= least ? await get(id) : undefined), 60_000);
  const view = async (id: string, label = ''): Promise<RunUpdate> => (await engine.service.feed(id, label)).full();

  test('a whole life: started, seen while it runs, completed, its figures those of its results file', async () => {
    await fresh();
    target.behave({ latency: 5, errorShare: 0.25 });
    const run = await start({ users: '2', loops: '120', think: '20', name: '홈 "a",b' }, { live: 'store' });
    expect(run).toMatchObject({ number: 1, state: 'preparing', end: null, hosts: [`http://127.0.0.1:${target.port}`] });
    const live = await measured(run.id, 20);
    expect(live.state).toBe('running');
    expect(live.total?.samples).toBeGreaterThanOrEqual(20);
    const feed = await engine.service.feed(run.id, '');
    const seen = feed.sequence();
    const delta = await until(() => Promise.resolve(feed.sequence() > seen + 1 ? feed.since(seen) : undefined), 10_000);
    expect(delta.run.total?.samples).toBeGreaterThan(live.total?.samples ?? 0);
    const [changed, whole] = [delta, feed.full()].map(({ series }) => decodeBlock(Buffer.from(series, 'base64')).times);
    expect(changed?.length).toBeGreaterThan(0);
    expect(changed?.at(-1)).toBe(whole?.at(-1));
    const { run: over, labels, errors } = await ended(run.id);
    expect(over).toMatchObject({
      state: 'ended',
      end: 'completed',
      reason: null,
      tail: { rows: 480, skipped: 0, cut: false },
    });
    const counted = await countJtl(join(run.folder, 'samples.jtl'));
    expect(over.total).toMatchObject({
      samples: counted.rows,
      errors: counted.errors,
      min: counted.min,
      max: counted.max,
    });
    expect(over.total?.mean).toBeCloseTo(counted.mean, 9);
    expect(counted.errors).toBe(120);
    expect(Object.fromEntries(labels.map((label) => [label.label, label.samples]))).toEqual(counted.labels);
    expect(Object.keys(counted.labels)).toContain('홈 "a",b');
    expect(errors.reduce((sum, error) => sum + error.count, 0)).toBe(120);
    expect(errors.every((error) => error.code === '500')).toBe(true);
    const shown = await view(run.id);
    const { columns } = decodeBlock(Buffer.from(shown.series, 'base64'));
    const total = (index: number) =>
      (columns[index] ?? new Float64Array()).reduce((sum, value) => sum + value, 0) * (shown.interval / 1000);
    expect(total(1)).toBeCloseTo(480, 6);
    expect(total(2)).toBeCloseTo(120, 6);
    expect(Math.max(...(columns[0] ?? []))).toBe(2);
    expect(shown.errorCodes).toEqual(['500']);
    expect(shown.log.lines.some((line) => line.text.includes('... end of run'))).toBe(true);
    const lines = engine.live.get('store') ?? '';
    const counts = [...lines.matchAll(/transaction=all,statut=all\S* count=(\d+)/g)].map((match) => Number(match[1]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(480);
    expect(lines).toContain('text="checkout started"');
    expect(lines).toContain('text="checkout ended"');
    expect((await engine.auditActions()).sort()).toEqual(['run.ended', 'run.start']);
    expect(
      createHash('sha256')
        .update(await readFile(join(run.folder, 'plan.jmx')))
        .digest('hex'),
    ).toBe(over.planHash);
  });

  test('asked to stop gracefully it ends as stopped, with whole rows', async () => {
    await fresh();
    const run = await start({ users: '2', loops: '100000', think: '20' });
    await measured(run.id, 20);
    expect((await engine.service.stop(run.id, 'graceful', engine.caller)).state).toBe('stopping');
    const { run: over } = await ended(run.id);
    expect(over).toMatchObject({ end: 'stopped', reason: null, tail: { cut: false, skipped: 0 } });
    expect(over.total?.samples).toBe((await countJtl(join(run.folder, 'samples.jtl'))).rows);
    await expect(engine.service.stop(run.id, 'kill', engine.caller)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'run-ended',
    });
  });

  test('a stop asked before JMeter listens is carried out as soon as it does', async () => {
    await fresh();
    const run = await start({ users: '1', loops: '100000', think: '20' });
    await engine.service.stop(run.id, 'graceful', engine.caller);
    expect((await ended(run.id)).run).toMatchObject({ end: 'stopped' });
  });

  test('asked to stop now it interrupts samples that take long', async () => {
    await fresh();
    target.behave({ latency: 30_000 });
    const run = await start({ users: '2', loops: '100000', think: '0' });
    await until(async () => (await get(run.id)).state === 'running' || undefined, 60_000);
    await engine.service.stop(run.id, 'graceful', engine.caller);
    await engine.service.stop(run.id, 'now', engine.caller);
    const { run: over } = await ended(run.id);
    expect(over.end).toBe('stopped');
    expect((over.endedAt ?? 0) - over.startedAt).toBeLessThan(25_000);
  });

  test('killed by the operator it ends as killed, with what was measured', async () => {
    await fresh();
    const run = await start({ users: '2', loops: '100000', think: '5' });
    await measured(run.id, 50);
    await engine.service.stop(run.id, 'kill', engine.caller);
    const { run: over } = await ended(run.id);
    expect(over).toMatchObject({ end: 'killed', reason: 'asked' });
    expect(over.total?.samples).toBe((await countJtl(join(run.folder, 'samples.jtl'))).rows);
    expect(await engine.auditActions()).toContain('run.stop');
  });

  test('a JVM that vanishes gives a lost run with what was measured', async () => {
    await fresh();
    const run = await start({ users: '2', loops: '100000', think: '5' });
    await measured(run.id, 50);
    process.kill(engine.pidOf(run.id), 'SIGKILL');
    const { run: over } = await ended(run.id);
    expect(over).toMatchObject({ end: 'lost', reason: 'jvm-gone' });
    expect(over.total?.samples).toBe((await countJtl(join(run.folder, 'samples.jtl'))).rows);
  });

  test('an engine that restarts in the middle takes the run up with nothing missing', async () => {
    await fresh();
    const run = await start({ users: '2', loops: '400', think: '5' }, { live: 'store' });
    await measured(run.id, 50);
    await engine.close();
    const before = engine.live;
    engine = await openEngine(dataDir, before);
    const again = await get(run.id);
    expect(again.state).toBe('running');
    expect(engine.service.current()?.id).toBe(run.id);
    const { run: over, labels } = await ended(run.id);
    const counted = await countJtl(join(run.folder, 'samples.jtl'));
    expect(over).toMatchObject({ end: 'completed', tail: { rows: 1600 } });
    expect(over.total).toMatchObject({ samples: 1600, min: counted.min, max: counted.max });
    expect(over.total?.mean).toBeCloseTo(counted.mean, 9);
    expect(Object.fromEntries(labels.map((label) => [label.label, label.samples]))).toEqual(counted.labels);
    // Points that were written twice have the same time and tags: the later one replaces the earlier.
    const points = new Map<string, number>();
    for (const match of (engine.live.get('store') ?? '').matchAll(
      /(transaction=all,statut=all\S*) count=(\d+)\S* (\d+)$/gm,
    )) {
      points.set(`${match[1]} ${match[3]}`, Number(match[2]));
    }
    expect([...points.values()].reduce((sum, count) => sum + count, 0)).toBe(1600);
  });

  test('an engine that died before it wrote the pid down is followed by one that finds the JVM', async () => {
    await fresh();
    const run = await start({ users: '1', loops: '100000', think: '20' });
    await measured(run.id, 5);
    await engine.forgetProcess(run.id);
    engine = await openEngine(dataDir);
    await engine.service.stop(run.id, 'graceful', engine.caller);
    expect((await ended(run.id)).run).toMatchObject({ end: 'stopped' });
  });

  test('a run that ended while no engine ran is judged from what it left', async () => {
    await fresh();
    const run = await start({ users: '1', loops: '50', think: '10' });
    await measured(run.id, 1);
    const pid = engine.pidOf(run.id);
    await engine.close();
    await until(async () => !running(pid) || undefined, 60_000);
    engine = await openEngine(dataDir);
    const { run: over } = await ended(run.id);
    expect(over).toMatchObject({ end: 'completed', tail: { rows: 100 } });
    await engine.close();
    engine = await openEngine(dataDir);
    const seen = await view(run.id);
    expect(seen.run.total).toEqual(over.total);
    expect(decodeBlock(Buffer.from(seen.series, 'base64')).times.length).toBeGreaterThan(0);
    await removeFolder(join(run.folder, 'picture.bin'));
    await engine.close();
    engine = await openEngine(dataDir);
    expect((await view(run.id)).series).toBe(seen.series);
  });

  test('a plan that JMeter cannot load fails with its words', async () => {
    await fresh();
    const plan = httpPlan(target.port).replaceAll('ConstantTimer', 'NoSuchTimer');
    const run = await start({}, { plan });
    expect((await ended(run.id)).run).toMatchObject({ end: 'failed', reason: 'plan-not-loaded', total: null });
  });

  test('only errors is still a completed run', async () => {
    await fresh();
    target.behave({ errorShare: 1 });
    const run = await start({ users: '1', loops: '10', think: '0' });
    expect((await ended(run.id)).run).toMatchObject({
      end: 'completed',
      total: { samples: 20, errors: 20, errorRate: 1 },
    });
  });

  test('nothing measured and an error said is a failed run', async () => {
    await fresh();
    const plan = httpPlan(target.port, { dataFile: 'missing.csv' });
    const run = await start({ users: '1', loops: '10' }, { plan });
    const { run: over } = await ended(run.id);
    expect(over).toMatchObject({ end: 'failed', reason: 'nothing-measured', total: null });
    expect(over.detail).toContain('missing.csv');
  });

  test('data files are found beside the plan', async () => {
    await fresh();
    await writeFile(join(dataDir, 'users.csv'), '하나\nzwei\n');
    const run = await start(
      { users: '1', loops: '2', think: '0' },
      { plan: httpPlan(target.port, { dataFile: 'users.csv' }) },
    );
    const { labels } = await ended(run.id);
    expect(labels.map((label) => label.label)).toContain('user 하나');
  });

  test('a JVM out of memory says so', async () => {
    await fresh();
    const run = await start(
      { users: '1', loops: '1000000', think: '0' },
      { plan: httpPlan(target.port, { hoard: true }) },
    );
    expect((await ended(run.id)).run).toMatchObject({ end: 'failed', reason: 'out-of-memory' });
  });

  test('a JVM that cannot get its heap says so', async () => {
    await fresh();
    const path = join(dataDir, 'p.jmx');
    await writeFile(path, httpPlan(target.port));
    const plan = await engine.service.inspect(path, {});
    const order = { path, name: 'big', planHash: plan.hash, values: {}, liveSourceId: null };
    const confirmedHosts = plan.hosts.map((host) => host.target);
    const run = await engine.service.start({ ...order, confirmedHosts, heapMegabytes: 200_000_000 }, engine.caller);
    expect((await ended(run.id)).run).toMatchObject({ end: 'failed', reason: 'jvm-did-not-start' });
  });

  test('a changed plan and hosts nobody confirmed are refused, and nothing is started', async () => {
    await fresh();
    const path = join(dataDir, 'p.jmx');
    await writeFile(path, httpPlan(target.port));
    const plan = await engine.service.inspect(path, {});
    const order = { path, name: 'x', planHash: plan.hash, values: {}, confirmedHosts: [], liveSourceId: null };
    await expect(engine.service.start(order, engine.caller)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'hosts-not-confirmed',
    });
    await writeFile(path, `${httpPlan(target.port)}\n`);
    await expect(engine.service.start(order, engine.caller)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'plan-changed',
    });
    engine.diskLevel = 'stop';
    await expect(engine.service.start(order, engine.caller)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'disk-nearly-full',
    });
    expect((await engine.service.list(undefined, 10)).runs).toEqual([]);
    expect(await engine.auditActions()).toEqual([]);
  });

  test('a disk without space ends the run as disk-full', async () => {
    await fresh();
    const run = await start({ users: '2', loops: '100000', think: '5' });
    await measured(run.id, 20);
    engine.freeBytes = 4096;
    const { run: over } = await ended(run.id);
    expect(over).toMatchObject({ end: 'disk-full', reason: 'no-space' });
    expect(over.total?.samples).toBeGreaterThanOrEqual(20);
  });

  test.skipIf(!mayMount())('a file system that fills up under the results ends the run as disk-full', async () => {
    const mount = await temporaryFolder('small-disk');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', mount]);
    try {
      await fresh();
      await engine.close();
      engine = await openEngine(dataDir, undefined, { runsDir: mount });
      const run = await start({ users: '4', loops: '100000', think: '0' });
      const { run: over } = await ended(run.id);
      expect(over).toMatchObject({ end: 'disk-full', reason: 'no-space' });
      expect(over.total?.samples).toBeGreaterThan(100);
    } finally {
      await engine.killAll();
      await engine.close();
      execFileSync('umount', ['-l', mount]);
      await removeFolder(mount);
    }
  });

  test('retention removes the run, its folder and tells the audit', async () => {
    await fresh();
    const run = await start({ users: '1', loops: '1', think: '0' });
    await ended(run.id);
    expect(await engine.service.removeOlderThan(run.startedAt)).toBe(0);
    expect(await engine.service.removeOlderThan(run.startedAt + 1)).toBe(1);
    await expect(engine.service.get(run.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(readFile(join(run.folder, 'run.json'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await engine.auditActions()).toContain('run.removed');
  });
});

function running(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function mayMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}
