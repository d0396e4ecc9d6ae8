import { describe, expect, it } from 'vitest';
import { lengthOf, standingGlyphs, standingOf } from './runState.ts';
import { aRun, statistics } from './testing.ts';

describe('how a run stands', () => {
  it('never calls a run that measured nothing well: it proves neither good nor bad', () => {
    const empty = { state: 'ended', end: 'completed' } as const;
    expect(standingOf(aRun({ ...empty, total: null }))).toBe('empty');
    expect(standingOf(aRun({ ...empty, total: statistics('', { samples: 0 }) }))).toBe('empty');
    expect(standingGlyphs.empty).toBe('inconclusive');
    expect(standingOf(aRun({ ...empty, total: statistics('') }))).toBe('completed');
  });

  it('keeps a stop or a failure by its own name although nothing was measured', () => {
    expect(standingOf(aRun({ state: 'ended', end: 'stopped' }))).toBe('stopped');
    expect(standingOf(aRun({ state: 'ended', end: 'failed' }))).toBe('failed');
  });
});

describe('the length of a run', () => {
  it('counts a live run from its start, as every other clock of it does', () => {
    expect(lengthOf(aRun({ startedAt: 1000, firstSampleAt: 5000 }), 16_000)).toBe(15_000);
  });

  it('is of an ended run the time it measured, or the whole time when it measured nothing', () => {
    const ended = { state: 'ended', end: 'stopped', startedAt: 1000, endedAt: 31_000 } as const;
    expect(lengthOf(aRun({ ...ended, firstSampleAt: 5000 }), 99_000)).toBe(26_000);
    expect(lengthOf(aRun({ ...ended, firstSampleAt: null }), 99_000)).toBe(30_000);
  });

  it('is never shorter than what its samples span: a killed run may end before its last rows were written', () => {
    const killed = aRun({
      state: 'ended',
      end: 'killed',
      firstSampleAt: 5000,
      endedAt: 5100,
      total: statistics('', { samples: 24, throughput: 12 }),
    });
    expect(lengthOf(killed, 99_000)).toBe(2000);
  });
});
