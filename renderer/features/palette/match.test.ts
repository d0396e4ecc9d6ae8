import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markHits, matchScore } from './match.ts';

const candidate = (label: string, hint = '', also: string[] = []) => ({ label, hint, also });

describe('matchScore', () => {
  it('ranks the beginning of a word over its middle and the label over the hint', () => {
    const scores = ['Payments', 'Stop payments', 'Repay', 'Hosts'].map((label) =>
      matchScore(candidate(label, 'pay'), 'pay'),
    );
    expect(scores).toEqual([...scores].sort((one, other) => other - one));
    expect(new Set(scores).size).toBe(4);
  });

  it('wants every written word, in any order', () => {
    expect(matchScore(candidate('Restart pay-api'), 'pay rest')).toBeGreaterThan(0);
    expect(matchScore(candidate('Restart pay-api'), 'pay stop')).toBe(0);
  });

  it('finds Korean', () => {
    expect(matchScore(candidate('부하 테스트'), '테스트')).toBeGreaterThan(0.8);
  });
});

it('marks what was written and loses no letter', () => {
  expect(markHits('Restart pay-api', 'pay')).toEqual([
    { text: 'Restart ', hit: false },
    { text: 'pay', hit: true },
    { text: '-api', hit: false },
  ]);
  fc.assert(
    fc.property(fc.string(), fc.string(), (label, written) => {
      expect(
        markHits(label, written)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(label);
    }),
  );
});
