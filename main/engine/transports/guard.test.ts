import { describe, expect, it } from 'vitest';
import { cookieName, provesSameOrigin, readCookie, refusalOf } from './guard.ts';

const own = { host: '127.0.0.1:4100' };

describe('the guard before every request', () => {
  it('lets our own page and plain programs in', () => {
    expect(refusalOf(own, 4100)).toBeUndefined();
    expect(
      refusalOf({ ...own, origin: 'http://127.0.0.1:4100', 'sec-fetch-site': 'same-origin' }, 4100),
    ).toBeUndefined();
    expect(refusalOf({ host: 'localhost:4100', 'sec-fetch-site': 'none' }, 4100)).toBeUndefined();
  });

  it.each([
    [{ host: 'evil.example:4100' }, 'unknown-host'],
    [{ host: '127.0.0.1:4101' }, 'unknown-host'],
    [{ host: '127.0.0.1' }, 'unknown-host'],
    [{}, 'unknown-host'],
    [{ ...own, origin: 'http://evil.example' }, 'foreign-origin'],
    [{ ...own, origin: 'null' }, 'foreign-origin'],
    [{ ...own, origin: 'https://127.0.0.1:4100' }, 'foreign-origin'],
    [{ ...own, origin: 'http://localhost:4100' }, 'foreign-origin'],
    [{ ...own, origin: 'http://127.0.0.1:4101' }, 'foreign-origin'],
    [{ ...own, 'sec-fetch-site': 'cross-site' }, 'cross-site'],
    [{ ...own, 'sec-fetch-site': 'same-site' }, 'cross-site'],
  ])('refuses %j', (headers, reason) => {
    expect(refusalOf(headers, 4100)).toBe(reason);
  });

  it('takes a change by cookie only from our own page', () => {
    expect(provesSameOrigin(own)).toBe(false);
    expect(provesSameOrigin({ ...own, 'sec-fetch-site': 'none' })).toBe(false);
    expect(provesSameOrigin({ ...own, 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(provesSameOrigin({ ...own, origin: 'http://127.0.0.1:4100' })).toBe(true);
  });

  it('reads its own cookie among others', () => {
    expect(readCookie({ cookie: 'a=1; watchfloor_4100=secret=with=signs; b=2' }, cookieName(4100))).toBe(
      'secret=with=signs',
    );
    expect(readCookie({ cookie: 'watchfloor_41=x' }, cookieName(4100))).toBeUndefined();
    expect(readCookie({}, cookieName(4100))).toBeUndefined();
  });
});
