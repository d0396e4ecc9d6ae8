import { describe, expect, it } from 'vitest';
import type { Host } from '#core/contract/hosts.ts';
import { hostLimits, isHigh } from '#core/hosts/limits.ts';
import { hostState, inPlace } from './hostLevel.ts';
import { emptyLane, hostStretches, placeIn } from './lanes.ts';

const host = (over: Partial<Host>): Host => ({
  name: 'web-1',
  sourceId: 's',
  sourceName: 's',
  state: 'reporting',
  unknownSince: null,
  lastSeenAt: 100,
  intervalMs: 10,
  gaps: [],
  measurements: [],
  cpuPercent: 10,
  memoryPercent: null,
  diskPercent: null,
  loadPerCore: null,
  ...over,
});

describe('placeIn', () => {
  it('cuts a stretch at the window and lets what still lasts reach its end', () => {
    expect(placeIn({ from: 50, to: 150 }, 100, 300)).toEqual({ left: 0, width: 0.25 });
    expect(placeIn({ from: 200, to: null }, 100, 300)).toEqual({ left: 0.5, width: 0.5 });
  });

  it('draws nothing of what lies outside', () => {
    expect(placeIn({ from: 0, to: 90 }, 100, 300)).toBeUndefined();
    expect(placeIn({ from: 310, to: null }, 100, 300)).toBeUndefined();
  });
});

it('draws the pauses of a host, and its silence from its last point on', () => {
  const found = hostStretches([host({ state: 'silent', lastSeenAt: 70, gaps: [{ from: 10, to: 40 }] })]);
  expect(found.map(({ from, to, kind }) => ({ from, to, kind }))).toEqual([
    { from: 10, to: 40, kind: 'gap' },
    { from: 70, to: null, kind: 'silent' },
  ]);
});

it('draws a host whose source fails as not known, from then on', () => {
  const found = hostStretches([host({ state: 'unknown', unknownSince: 90, lastSeenAt: 70 })]);
  expect(found.map(({ from, to, kind }) => ({ from, to, kind }))).toEqual([{ from: 90, to: null, kind: 'unknown' }]);
});

it('calls a lane empty only where everything answered', () => {
  expect(emptyLane({ answered: true, failed: false })).toBe('laneNone');
  expect(emptyLane({ answered: true, failed: true })).toBe('laneNotKnown');
  expect(emptyLane({ answered: false, failed: true })).toBe('laneNotKnown');
  expect(emptyLane({ answered: false, failed: false })).toBeUndefined();
});

describe('hostState', () => {
  it('is not known while the source fails, whatever the last figures were', () => {
    expect(hostState(host({ state: 'unknown', unknownSince: 90, cpuPercent: 99 }))).toBe('inconclusive');
  });

  it('is normal without figures: a missing figure is not a high one', () => {
    expect(hostState(host({ cpuPercent: null }))).toBe('ok');
  });

  it('warns from the limit on, and puts missing data before old figures', () => {
    expect(isHigh(host({ cpuPercent: hostLimits.cpu }), 'cpu')).toBe(true);
    expect(isHigh(host({ cpuPercent: hostLimits.cpu - 1 }), 'cpu')).toBe(false);
    expect(hostState(host({ diskPercent: hostLimits.disk }))).toBe('warning');
    expect(hostState(host({ diskPercent: hostLimits.disk - 1 }))).toBe('ok');
    expect(hostState(host({ state: 'late', cpuPercent: 99 }))).toBe('nodata');
  });
});

it('gives hosts places that depend on their names alone', () => {
  const names = inPlace([
    host({ name: 'web-10' }),
    host({ name: 'web-2', state: 'silent' }),
    host({ sourceName: 'a', name: 'z' }),
  ]);
  expect(names.map((one) => one.name)).toEqual(['z', 'web-2', 'web-10']);
});
