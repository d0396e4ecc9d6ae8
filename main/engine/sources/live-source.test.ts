import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Probe } from '#core/contract/sources.ts';
import { backOff, longestDelay } from '#core/metrics/back-off.ts';
import type { QueryAnswer } from '#core/metrics/frame.ts';
import type { RangeQuery } from '#core/metrics/query.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import type { HostSighting, SourceAdapter } from './adapter.ts';
import { idleProbeAfter, LiveSource, newestLookEvery, queriesAtOnce } from './live-source.ts';
import type { RememberedState } from './remembered-state.ts';

const query: RangeQuery = {
  target: { kind: 'raw', language: 'influxql', text: 'x', shape: 'series' },
  from: 0,
  to: 1,
  interval: 1,
};
const answer: QueryAnswer = {
  frames: [
    {
      key: 'k',
      name: 'n',
      labels: {},
      shape: 'series',
      times: [5, 7],
      columns: [{ name: 'f', type: 'number', values: [1, 2] }],
    },
  ],
  provenance: { sourceId: 's', query: 'x', executedAt: 0, notices: [] },
};
const good: Probe = {
  ok: true,
  version: '1.6.7',
  latencyMs: 3,
  databases: [],
  measurements: 1,
  error: null,
  errorCode: null,
  notices: [],
};
const signal = new AbortController().signal;

let clock: VirtualClock;
let probe: Probe;
let probes: number;
let fail: Error | undefined;
let sightings: HostSighting[];
let newest: (() => Promise<number | null>) | undefined;
let remembered: RememberedState | undefined;
let hold: Promise<void>;
let running: number;
let most: number;
let source: LiveSource;
let stop: () => void;

beforeEach(() => {
  clock = new VirtualClock();
  probe = good;
  probes = 0;
  hold = Promise.resolve();
  running = 0;
  most = 0;
  fail = undefined;
  sightings = [];
  newest = undefined;
  remembered = undefined;
  open();
});

function open() {
  const adapter: SourceAdapter = {
    kind: 'influxdb1',
    languages: ['influxql'],
    probe: () => {
      probes += 1;
      return Promise.resolve(probe);
    },
    query: async () => {
      running += 1;
      most = Math.max(most, running);
      await hold;
      running -= 1;
      if (fail) throw fail;
      return answer;
    },
    schema: () => Promise.reject(new Error('unused')),
    tagValues: () => Promise.reject(new Error('unused')),
    hosts: () => Promise.resolve(sightings),
    newestPoint: () => (newest ? newest() : Promise.resolve(null)),
    close: () => {},
  };
  source = new LiveSource({ id: 's', adapter, clock, random: () => 0, onChange: () => {}, remembered });
  stop = clock.every(1000, () => source.tick());
}
function reopen(as: RememberedState) {
  stop();
  source.close();
  remembered = as;
  open();
}
afterEach(() => {
  stop();
  source.close();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof SourceError ? error.code : String(error)),
  );

describe('a source in use', () => {
  it('counts what it brings and when it last did', async () => {
    await source.query(query, signal);
    expect(source.status()).toMatchObject({
      state: 'ok',
      newestPointAt: 7,
      queriesPerMinute: 1,
      pointsPerMinute: 2,
      lastOkAt: clock.now(),
    });
    await clock.advance(61_000);
    expect(source.status().pointsPerMinute).toBe(0);
  });

  it('knows its newest point from its hosts as well, and believes no clock that is ahead', async () => {
    const seen = (...times: (number | null)[]): HostSighting => ({
      name: 'h',
      intervalMs: 10_000,
      gaps: [],
      measurements: times.map((lastSeenAt, at) => ({ name: `m${at}`, lastSeenAt })),
    });
    sightings = [seen(null, 40), seen(30)];
    await source.hosts(signal);
    expect(source.status().newestPointAt).toBe(40);
    await source.query(query, signal);
    expect(source.status().newestPointAt).toBe(40);
    sightings = [seen(clock.now() + 3_600_000)];
    await source.hosts(signal);
    expect(source.status().newestPointAt).toBe(clock.now());
  });

  it('learns its newest point without anybody asking, and counts no query for it', async () => {
    newest = () => Promise.resolve(clock.now() - 3000);
    await clock.advance(2000);
    for (let step = 0; step < 5; step++) {
      await clock.advance(newestLookEvery);
      expect(clock.now() - (source.status().newestPointAt ?? 0)).toBeLessThanOrEqual(newestLookEvery + 4000);
    }
    expect(source.status().queriesPerMinute).toBe(0);
    newest = () => Promise.resolve(null);
    const before = source.status().newestPointAt;
    await clock.advance(120_000);
    expect(source.status().newestPointAt).toBe(before);
  });

  it('finds out by a probe when the look at the newest point fails, unless only that query is wrong', async () => {
    await source.probe();
    newest = () => Promise.reject(new SourceError('query', 'no such field'));
    await clock.advance(newestLookEvery + 1000);
    expect([probes, source.status().state]).toEqual([1, 'ok']);
    probe = { ...good, ok: false, error: 'gone', errorCode: 'refused' };
    newest = () => Promise.reject(new SourceError('refused', 'gone'));
    await clock.advance(newestLookEvery + 1000);
    expect(source.status().state).toBe('error');
  });

  it('goes on with the state it had when the engine ended, if it still has it', async () => {
    const downSince = clock.now() - 420_000;
    const kept: RememberedState = { state: 'error', since: downSince, lastOkAt: downSince - 1000 };
    probe = { ...good, ok: false, error: 'gone', errorCode: 'refused' };
    reopen(kept);
    await source.probe();
    expect(source.status()).toMatchObject({ state: 'error', since: downSince, lastOkAt: downSince - 1000 });
    await clock.advance(30_000);
    expect(source.status().since).toBe(downSince);
    probe = good;
    reopen(kept);
    await source.probe();
    expect(source.status()).toMatchObject({ state: 'ok', since: clock.now(), lastOkAt: clock.now() });
  });

  it('fails fast while it is down, probes at a growing distance and opens by itself', async () => {
    fail = new SourceError('refused', 'connect ECONNREFUSED 127.0.0.1:9');
    probe = { ...good, ok: false, error: 'connect ECONNREFUSED 127.0.0.1:9', errorCode: 'refused' };
    expect(await codeOf(source.query(query, signal))).toBe('refused');
    const downSince = clock.now();
    await clock.advance(300_000);
    expect(await codeOf(source.query(query, signal))).toBe('refused');
    expect(most).toBe(1);
    expect(probes).toBeGreaterThan(6);
    expect(probes).toBeLessThan(14);
    expect(source.status()).toMatchObject({
      state: 'error',
      errorCode: 'refused',
      since: downSince,
      failures: probes + 1,
    });
    fail = undefined;
    probe = good;
    await clock.advance(longestDelay + 1000);
    expect(source.status()).toMatchObject({ state: 'ok', failures: 0, error: null, nextTryAt: null });
    expect(await codeOf(source.query(query, signal))).toBe('ok');
  });

  it('is not down because one query is wrong', async () => {
    await source.probe();
    fail = new SourceError('query', 'syntax error');
    expect(await codeOf(source.query(query, signal))).toBe('query');
    expect(source.status().state).toBe('ok');
  });

  it('lets a probe decide when a query takes too long', async () => {
    fail = new SourceError('timeout', 'No answer');
    await codeOf(source.query(query, signal));
    await clock.advance(0);
    expect([probes, source.status().state]).toEqual([1, 'ok']);
    probe = { ...good, ok: false, error: 'No answer', errorCode: 'timeout' };
    await codeOf(source.query(query, signal));
    await clock.advance(0);
    expect(source.status()).toMatchObject({ state: 'error', errorCode: 'timeout' });
  });

  it('is probed when nobody asks it for long', async () => {
    await source.probe();
    await clock.advance(idleProbeAfter + 1000);
    expect(probes).toBe(2);
  });

  it('answers a few queries at a time and lets go of one that is not wanted any more', async () => {
    await source.probe();
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const gone = new AbortController();
    const all = Array.from({ length: 20 }, () => source.query(query, signal));
    const unwanted = source.query(query, gone.signal);
    await clock.advance(0);
    expect(running).toBe(queriesAtOnce);
    gone.abort(new Error('window closed'));
    await expect(unwanted).rejects.toThrow('window closed');
    release();
    await Promise.all(all);
    expect(most).toBe(queriesAtOnce);
  });
});

describe('the back-off', () => {
  it('doubles to a minute and is never in step', () => {
    expect([1, 2, 3, 7, 50].map((failures) => backOff(failures, 0))).toEqual([1000, 2000, 4000, 60_000, 60_000]);
    expect(backOff(1, 0.999)).toBeGreaterThanOrEqual(600);
  });
});
