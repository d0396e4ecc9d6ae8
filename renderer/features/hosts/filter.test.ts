import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFilter, withState } from './filter.ts';
import { aHost } from './testing.ts';

const hosts = [
  aHost({ name: 'web-01', sourceName: 'core 01' }),
  aHost({ name: 'web-02', state: 'late' }),
  aHost({ name: 'db-01', state: 'silent', sourceName: 'prom', measurements: [{ name: 'pgbouncer', lastSeenAt: 1 }] }),
  aHost({ name: 'db-02', cpuPercent: 93 }),
];
const names = (text: string) => hosts.filter(readFilter(text).matches).map((host) => host.name);

describe('the filter of hosts', () => {
  it('takes words as parts of the name, whatever their case', () => {
    expect(names('')).toEqual(['web-01', 'web-02', 'db-01', 'db-02']);
    expect(names('WEB')).toEqual(['web-01', 'web-02']);
    expect(names('-db 02')).toEqual(['web-02']);
  });

  it.each([
    ['state:silent', ['db-01']],
    ['-state:reporting', ['web-02', 'db-01']],
    ['source:"core 01"', ['web-01']],
    ['source:prom', ['db-01']],
    ['measurement:pgb', ['db-01']],
    ['is:abnormal', ['web-02', 'db-01', 'db-02']],
    ['is:normal', ['web-01']],
    ['db is:abnormal -state:silent', ['db-02']],
  ])('reads %s', (text, expected) => {
    expect(names(text)).toEqual(expected);
    expect(readFilter(text).problem).toBeUndefined();
  });

  it.each([
    ['stat:silent', { reason: 'unknownKey', word: 'stat' }],
    ['state:dead', { reason: 'unknownState', word: 'dead' }],
    ['is:odd', { reason: 'unknownIs', word: 'odd' }],
    ['source:', { reason: 'emptyValue', word: 'source' }],
  ])('names what it cannot read in %s and leaves it out', (text, problem) => {
    expect(readFilter(text).problem).toEqual(problem);
    expect(names(`web ${text}`)).toEqual(['web-01', 'web-02']);
  });

  it('swaps the state it asks for and keeps the rest', () => {
    expect(withState('web state:late', 'silent')).toBe('web state:silent');
    expect(withState('state:"late" web', undefined)).toBe('web');
    expect(readFilter('web state:late').state).toBe('late');
    expect(readFilter('-state:late').state).toBeUndefined();
    expect(readFilter('state:unknown').state).toBe('unknown');
  });

  it('finds a host by its own quoted name, and takes whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        expect(typeof readFilter(text).matches(aHost())).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9.-]{1,20}$/), (name) => {
        expect(readFilter(`"${name}"`).matches(aHost({ name }))).toBe(true);
      }),
    );
  });
});
