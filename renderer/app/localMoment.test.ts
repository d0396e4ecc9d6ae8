import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLocal, writeLocal } from './localMoment.ts';

it('reads back what it writes, to the second', () => {
  // Days far from a change of clocks: an hour that happens twice cannot be told apart in local writing.
  const noon = fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(2000, 0, 1 + day, 12, 34, 56).getTime());
  fc.assert(
    fc.property(noon, (at) => {
      expect(parseLocal(writeLocal(at))).toBe(at);
    }),
  );
});

it('refuses what is no moment', () => {
  for (const text of ['', 'now', '2026-02-30', '2026-11-26 25:00', '26.11.2026'])
    expect(parseLocal(text)).toBeUndefined();
  expect(parseLocal('2026-11-26')).toBe(new Date(2026, 10, 26).getTime());
});
