import { usualPlace, type WallPlace } from './arc.ts';

export const placeLimits = { inches: { least: 10, most: 200 }, metres: { least: 0.5, most: 30 } } as const;

/** What the address of a wall window says: it is kept with the window. `?inches=55&metres=5&desk=1`. */
export interface WallSearch {
  readonly place: WallPlace;
  /** Width of the screen in device pixels where the screen does not say it truly. */
  readonly pixels: number | undefined;
  /** Opened from a desk: Esc leaves. A wall that a kiosk opened is left by nobody who passes by. */
  readonly fromDesk: boolean;
}

function numberIn(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

export function readWallSearch(search: Readonly<Record<string, unknown>>): WallSearch {
  const { inches, metres } = placeLimits;
  return {
    place: {
      inches: numberIn(search['inches'], inches.least, inches.most) ?? usualPlace.inches,
      metres: numberIn(search['metres'], metres.least, metres.most) ?? usualPlace.metres,
    },
    pixels: numberIn(search['pixels'], 640, 16_384),
    fromDesk: String(search['desk']) === '1',
  };
}
