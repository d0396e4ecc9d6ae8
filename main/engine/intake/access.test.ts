import { describe, expect, it } from 'vitest';
import { type AccessRules, hostNamesFor, isLoopback, mayWrite, refusePage, tokenOf } from './access.ts';

const rules: AccessRules = {
  hostNames: hostNamesFor('127.0.0.1', ['box']),
  port: 8086,
  scheme: 'http',
  token: undefined,
};
const none = new URLSearchParams();
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('who may enter on loopback', () => {
  it.each(['127.0.0.1:8086', 'localhost:8086', 'LOCALHOST:8086', '[::1]:8086'])(
    'lets a writer in that calls it %s',
    (host) => {
      expect(refusePage({ host }, rules)).toBeUndefined();
    },
  );

  it.each([
    'evil.example:8086',
    '127.0.0.1.evil.example:8086',
    'box:8086',
    '127.0.0.1:9',
    'localhost',
    '',
    'a@127.0.0.1:8086',
    '127.0.0.1:8086:1',
  ])('turns the host name %j away, as a rebound name is', (host) => {
    expect(refusePage({ host }, rules)).toBe('host');
  });

  it.each(['https://evil.example', 'null', 'http://localhost:3000', 'https://127.0.0.1:8086', ''])(
    'turns a page of %j away',
    (origin) => {
      expect(refusePage({ host: '127.0.0.1:8086', origin }, rules)).toBe('origin');
    },
  );

  it.each(['cross-site', 'same-site', 'anything'])('turns Sec-Fetch-Site %s away', (site) => {
    expect(refusePage({ host: '127.0.0.1:8086', 'sec-fetch-site': site }, rules)).toBe('origin');
  });

  it('lets its own origin and an address typed by hand in', () => {
    const own = { host: '127.0.0.1:8086', origin: 'http://127.0.0.1:8086', 'sec-fetch-site': 'same-origin' };
    expect(refusePage(own, rules)).toBeUndefined();
    expect(refusePage({ host: '127.0.0.1:8086', 'sec-fetch-site': 'none' }, rules)).toBeUndefined();
  });

  it('needs no port in Host on the default one', () => {
    expect(refusePage({ host: 'localhost' }, { ...rules, port: 80 })).toBeUndefined();
    expect(refusePage({ host: 'localhost' }, { ...rules, port: 443, scheme: 'https' })).toBeUndefined();
  });

  it('knows the machine by its names when bound to the network, and not otherwise', () => {
    expect(hostNamesFor('0.0.0.0', ['Box', '10.0.0.5']).has('box')).toBe(true);
    expect(hostNamesFor('127.0.0.1', ['box']).has('box')).toBe(false);
    expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true]);
    expect(['0.0.0.0', '::', '10.0.0.1', '127.evil.example'].map(isLoopback)).toEqual([false, false, false, false]);
  });
});

describe('tokens', () => {
  it.each([
    ['Token abc', ''],
    ['Bearer abc', ''],
    ['bearer  abc', ''],
    [basic('user:abc'), ''],
    [undefined, 'u=user&p=abc'],
  ])('are read from %j and %j', (authorization, query) => {
    expect(tokenOf(authorization === undefined ? {} : { authorization }, new URLSearchParams(query))).toBe('abc');
  });

  it('open the way only when they are right', () => {
    const guarded = { ...rules, token: 'abc' };
    expect(mayWrite({ authorization: 'Token abc' }, none, guarded)).toBe(true);
    expect(mayWrite({ authorization: basic('x:a:b') }, none, { ...rules, token: 'a:b' })).toBe(true);
    expect(mayWrite({ authorization: 'Token abcd' }, none, guarded)).toBe(false);
    expect(mayWrite({ authorization: 'Digest abc' }, none, guarded)).toBe(false);
    expect(mayWrite({}, none, guarded)).toBe(false);
    expect(mayWrite({}, none, rules)).toBe(true);
  });
});
