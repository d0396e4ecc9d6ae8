import { expect, it } from 'vitest';
import { engineRange, plotPoints } from './useBoardRange.ts';

it('follows the present while live and holds the window it showed when stopped', () => {
  const hour = { kind: 'relative', span: 3_600_000 } as const;
  expect(engineRange(hour, true, 5_000_000)).toEqual({ kind: 'relative', seconds: 3600 });
  expect(engineRange(hour, false, 5_000_000)).toEqual({ kind: 'absolute', from: 1_400_000, to: 5_000_000 });
});

it('keeps a moving range inside what the engine takes', () => {
  expect(engineRange({ kind: 'relative', span: 1000 }, true, 0)).toEqual({ kind: 'relative', seconds: 60 });
});

it('asks for as many points as a plot of the window can show, in coarse steps', () => {
  expect(plotPoints(1366)).toBe(500);
  expect(plotPoints(1400)).toBe(600);
  expect(plotPoints(100)).toBe(200);
  expect(plotPoints(10_000)).toBe(1200);
});
