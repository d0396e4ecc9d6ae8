import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arc16, fitWall, usualPlace } from './arc.ts';

it('needs 51 px on a 55-inch full HD screen at 5 m, and 58 px for Hangul', () => {
  expect(arc16(usualPlace, 1920, 1080)).toBe(51);
  expect(arc16(usualPlace, 1920, 1080, 'ko')).toBe(58);
  expect(arc16(usualPlace, 3840, 2160)).toBe(101);
});

it('is proportional to the distance and inverse to the diagonal', () => {
  expect(arc16({ inches: 55, metres: 10 }, 1920, 1080)).toBeCloseTo(2 * arc16(usualPlace, 1920, 1080), -1);
  expect(arc16({ inches: 110, metres: 10 }, 1920, 1080)).toBe(arc16(usualPlace, 1920, 1080));
});

it('fills the window, takes fewer tiles from afar, and owns up when nothing fits', () => {
  expect(fitWall(20, 1920, 1080)).toEqual({ size: 51, tiles: 8, tooSmall: false });
  expect(fitWall(80, 1920, 1080)).toEqual({ size: 80, tiles: 4, tooSmall: false });
  expect(fitWall(300, 1920, 1080)).toEqual({ size: 102, tiles: 4, tooSmall: true });
});

it('never draws smaller than asked for without saying so', () => {
  const px = fc.integer({ min: 300, max: 8000 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), px, px, (wanted, width, height) => {
      const fit = fitWall(wanted, width, height);
      expect(fit.size >= wanted || fit.tooSmall).toBe(true);
    }),
  );
});
