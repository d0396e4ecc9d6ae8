import { describe, expect, it } from 'vitest';
import { hostState } from './host-state.ts';

const now = 10_000_000;
const ago = (ms: number, interval = 10_000) => hostState(now - ms, interval, now);

describe('the state of a host', () => {
  it('is reporting within three of its intervals', () => {
    expect([ago(0), ago(30_000), ago(-5000)]).toEqual(['reporting', 'reporting', 'reporting']);
  });

  it('is late after three intervals and silent after ten minutes', () => {
    expect([ago(30_001), ago(600_000), ago(600_001)]).toEqual(['late', 'late', 'silent']);
  });

  it('is silent only after twenty intervals where a host reports seldom', () => {
    expect([ago(700_000, 300_000), ago(1_000_000, 300_000), ago(6_000_001, 300_000)]).toEqual([
      'reporting',
      'late',
      'silent',
    ]);
  });

  it('is silent when it was never seen', () => {
    expect(hostState(null, 10_000, now)).toBe('silent');
  });
});
