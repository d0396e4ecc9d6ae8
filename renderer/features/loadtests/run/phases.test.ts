import { expect, it } from 'vitest';
import { axisEnd, rampOf } from './phases.ts';

const group = (rampSeconds: string, enabled = true) => ({
  name: '',
  kind: 'plain',
  enabled,
  threads: '1',
  threadsResolved: 1,
  rampSeconds,
  loops: '1',
  durationSeconds: '',
  durationResolved: null,
});

it('ends the ramp with the slowest enabled group, and does not guess an expression', () => {
  expect(rampOf({ threadGroups: [group('20'), group('5'), group('900', false)] })).toBe(20_000);
  expect(rampOf({ threadGroups: [group('20'), group('${x}')] })).toBeNull();
  expect(rampOf({ threadGroups: [] })).toBeNull();
});

it('holds the axis still for a while and never cuts the newest point', () => {
  expect(axisEnd(31_000, true)).toBe(axisEnd(34_000, true));
  for (let elapsed = 0; elapsed < 4_000_000; elapsed += 7001) expect(axisEnd(elapsed, true)).toBeGreaterThan(elapsed);
  expect(axisEnd(91_000, false)).toBe(91_000);
});
