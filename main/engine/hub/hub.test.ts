import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '#core/metrics/source-error.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { ScriptedSources } from '../sources/testing/scripted-sources.ts';
import { QueryHub } from './hub.ts';
import { subscriberGrace, wholeFetchEvery } from './limits.ts';
import type { QueryChange } from './live-query.ts';
import type { Question } from './question.ts';

const startAt = Date.UTC(2026, 0, 10, 12);
const interval = 10_000;
const question = (extra: Partial<Question> = {}): Question => ({
  sourceId: 's',
  target: {
    kind: 'select',
    measurement: 'm',
    fields: ['f'],
    aggregate: 'mean',
    transform: 'none',
    scale: 1,
    filters: [],
    groupBy: ['host'],
  },
  range: { kind: 'relative', seconds: 600 },
  interval,
  shift: 0,
  ...extra,
});
const ignore = () => {};

let clock: VirtualClock;
let sources: ScriptedSources;
let hub: QueryHub;

beforeEach(() => {
  clock = new VirtualClock(startAt);
  sources = new ScriptedSources(clock);
  hub = new QueryHub({ sources, clock, random: () => 0 });
});
afterEach(() => hub.close());

const only = <T>(all: Iterable<T>): T => {
  const [first, second] = [...all];
  if (first === undefined || second !== undefined) throw new Error('not exactly one');
  return first;
};

describe('the hub', () => {
  it('asks once however many subscribers want the same', async () => {
    const views = [1, 2, 3, 4].map(() => hub.subscribe(question(), ignore).view);
    await clock.advance(0);
    expect(sources.asked).toHaveLength(1);
    expect(only(views[3]?.series.values() ?? []).times.at(-1)).toBe(startAt);
  });

  it('asks only for the last two buckets once it holds the range', async () => {
    const { view } = hub.subscribe(question(), ignore);
    await clock.advance(60_000);
    expect(sources.asked.length).toBeGreaterThan(5);
    for (const query of sources.asked.slice(1)) expect(query.to - query.from).toBeLessThanOrEqual(3 * interval);
    const held = only(view.series.values());
    const expected = Array.from({ length: held.times.length }, (_, index) => (held.times[0] ?? 0) + index * interval);
    expect(held.times).toEqual(expected);
    expect(held.times.at(-1)).toBe(startAt + 60_000);
    expect(held.values).toEqual(expected.map((time) => time / 1000));
  });

  it('moves the window on and lets go of what is past', async () => {
    const { view } = hub.subscribe(question(), ignore);
    await clock.advance(3_600_000);
    const held = only(view.series.values());
    expect(held.times.length).toBeLessThan(60 + 40);
    expect(held.times[0]).toBeLessThanOrEqual(clock.now() - 600_000 + interval);
  });

  it('takes over a value that changes in the last buckets, and tells from where', async () => {
    const changes: QueryChange[] = [];
    const { view } = hub.subscribe(question(), (change) => changes.push(change));
    await clock.advance(0);
    sources.value = (_, time) => (time === startAt ? 42 : time / 1000);
    await clock.advance(5000);
    expect(only(view.series.values()).values.at(-1)).toBe(42);
    expect([...(changes.at(-1)?.series.values() ?? [])]).toEqual([startAt]);
  });

  it('waits for a series that lags behind the others', async () => {
    sources.hostNames = ['a', 'b'];
    let lag = 40_000;
    sources.value = (host, time) => (host === 'b' && time > clock.now() - lag ? undefined : 1);
    const { view } = hub.subscribe(question(), ignore);
    await clock.advance(20_000);
    lag = 0;
    await clock.advance(10_000);
    for (const held of view.series.values()) {
      expect(held.times.every((time, index) => index === 0 || time - (held.times[index - 1] ?? 0) === interval)).toBe(
        true,
      );
    }
  });

  it('fetches the whole range now and then and finds what came late', async () => {
    const late = startAt - 300_000;
    let arrived = false;
    sources.value = (_, time) => (time === late && !arrived ? undefined : 1);
    const { view } = hub.subscribe(question({ range: { kind: 'relative', seconds: 7200 } }), ignore);
    await clock.advance(60_000);
    arrived = true;
    await clock.advance(60_000);
    expect(only(view.series.values()).times).not.toContain(late);
    await clock.advance(wholeFetchEvery);
    expect(only(view.series.values()).times).toContain(late);
  });

  it('removes a series that the whole range no longer has', async () => {
    sources.hostNames = ['a', 'b'];
    const changes: QueryChange[] = [];
    const { view } = hub.subscribe(question(), (change) => changes.push(change));
    await clock.advance(0);
    sources.hostNames = ['a'];
    await clock.advance(wholeFetchEvery + 10_000);
    expect(view.series.size).toBe(1);
    expect(changes.flatMap((change) => change.removed)).toHaveLength(1);
  });

  it('asks an absolute range once', async () => {
    hub.subscribe(question({ range: { kind: 'absolute', from: startAt - 3_600_000, to: startAt - 60_000 } }), ignore);
    await clock.advance(600_000);
    expect(sources.asked).toHaveLength(1);
  });

  it('fetches a longer window when one is opened, and shares it', async () => {
    const short = hub.subscribe(question(), ignore);
    await clock.advance(0);
    const long = hub.subscribe(question({ range: { kind: 'relative', seconds: 3600 } }), ignore);
    await clock.advance(0);
    expect(short.view).toBe(long.view);
    expect(sources.asked).toHaveLength(2);
    expect(only(long.view.series.values()).times[0]).toBeLessThanOrEqual(startAt - 3_590_000);
  });

  it('lays last week over the range', async () => {
    const week = 7 * 24 * 3_600_000;
    const { view } = hub.subscribe(question({ shift: week }), ignore);
    await clock.advance(0);
    expect(sources.asked[0]?.to).toBe(startAt - week + 1);
    const held = only(view.series.values());
    expect(held.times.at(-1)).toBe(startAt);
    expect(held.values.at(-1)).toBe((startAt - week) / 1000);
  });

  it('keeps the data and says since when while the source fails, and catches up without a hole', async () => {
    const { view } = hub.subscribe(question(), ignore);
    await clock.advance(30_000);
    const before = [...only(view.series.values()).times];
    const failedFrom = clock.now();
    sources.error = new SourceError('refused', 'connect ECONNREFUSED');
    sources.failingSince = { since: failedFrom, nextTryAt: failedFrom + 4000 };
    await clock.advance(120_000);
    expect(only(view.series.values()).times).toEqual(before);
    expect(view.problem).toMatchObject({ code: 'refused', nextTryAt: failedFrom + 4000 });
    expect((view.problem?.since ?? 0) - failedFrom).toBeLessThanOrEqual(interval);
    sources.error = undefined;
    sources.failingSince = undefined;
    sources.tell();
    await clock.advance(0);
    expect(view.problem).toBeNull();
    const held = only(view.series.values());
    expect(held.times.at(-1)).toBe(clock.now());
    expect(held.times.every((time, index) => index === 0 || time - (held.times[index - 1] ?? 0) === interval)).toBe(
      true,
    );
  });

  it('says since when its source is in error, not since when it was asked', async () => {
    const downSince = startAt - 420_000;
    sources.error = new SourceError('refused', 'connect ECONNREFUSED');
    sources.failingSince = { since: downSince, nextTryAt: startAt + 4000 };
    const { view } = hub.subscribe(question(), ignore);
    await clock.advance(0);
    expect(view.problem?.since).toBe(downSince);
  });

  it('says since when it fails itself while its source is well', async () => {
    sources.error = new SourceError('query', 'syntax error');
    const { view } = hub.subscribe(question(), ignore);
    await clock.advance(60_000);
    expect(view.problem?.since).toBe(startAt);
  });

  it('asks a query that is wrong less and less often', async () => {
    sources.error = new SourceError('query', 'syntax error');
    hub.subscribe(question(), ignore);
    await clock.advance(600_000);
    expect(sources.asked.length).toBeLessThan(20);
    expect(sources.asked.length).toBeGreaterThan(8);
  });

  it('forgets what it held when the source is configured anew', async () => {
    const { view } = hub.subscribe(question(), ignore);
    await clock.advance(30_000);
    sources.hostNames = ['other'];
    sources.replace();
    await clock.advance(0);
    expect([...view.series.values()].map((held) => held.labels)).toEqual([{ host: 'other' }]);
  });

  it('stops when nobody subscribes, after a short grace', async () => {
    hub.subscribe(question(), ignore).end();
    await clock.advance(0);
    const asked = sources.asked.length;
    await clock.advance(subscriberGrace - 1000);
    expect(hub.status().queries).toBe(1);
    hub.subscribe(question(), ignore).end();
    await clock.advance(subscriberGrace + 1000);
    expect(hub.status()).toMatchObject({ queries: 0, subscribers: 0 });
    expect(sources.asked.length).toBeLessThanOrEqual(asked + 1);
  });

  it('survives a clock that is set back', async () => {
    const { view } = hub.subscribe(question(), ignore);
    await clock.advance(10_000);
    clock.jump(-3_600_000);
    await clock.advance(10_000);
    expect(sources.asked.every((query) => query.to > query.from)).toBe(true);
    expect(view.problem).toBeNull();
  });

  it('never asks twice at a time', async () => {
    let running = 0;
    let most = 0;
    const inner = sources.query.bind(sources);
    sources.query = async (id, query, signal) => {
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(45_000);
      running -= 1;
      return inner(id, query, signal);
    };
    hub.subscribe(question(), ignore);
    await clock.advance(300_000);
    expect(most).toBe(1);
  });
});
