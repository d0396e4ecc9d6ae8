import type { Language } from '../../ui/index.ts';

/** Where a wall hangs. */
export interface WallPlace {
  /** Diagonal of the screen, inches. */
  readonly inches: number;
  /** Distance of the farthest viewer, metres. */
  readonly metres: number;
}

/** 55 inches, seen from 5 m. */
export const usualPlace: WallPlace = { inches: 55, metres: 5 };

const MM_PER_INCH = 25.4;
const ARC_16 = (16 / 60) * (Math.PI / 180);
/** Height of a capital as a share of the font size. */
const CAPITAL = 0.73;
/** A Hangul syllable fills its square: it needs to be this much larger for the same strokes. */
const HANGUL = 58 / 51;

/**
 * Font size, px, whose capitals subtend 16 arc minutes for the farthest viewer: h = 2·d·tan(16′/2), divided by the pixel
 * pitch and by the share of the capital. `width` and `height` are the whole screen's, in the px that come out.
 * Source of 16′: NUREG-0700 rev. 3, 12.1.1.3.
 */
export function arc16(place: WallPlace, width: number, height: number, language: Language = 'en'): number {
  const capital = 2 * place.metres * 1000 * Math.tan(ARC_16 / 2);
  const pitch = (place.inches * MM_PER_INCH) / Math.hypot(width, height);
  const size = (capital / pitch / CAPITAL) * (language === 'ko' ? HANGUL : 1);
  return Math.ceil(size);
}

/** Type size at which the wall's layout of eight tiles is exactly full at 1920 × 1080. */
const FULL = 51;
/** How much larger type still fits into the eight tiles, and into four. */
const ROOM = { eight: 1.15, four: 2 };

export interface WallFit {
  /** Font size of the smallest text, px. */
  readonly size: number;
  readonly tiles: 8 | 4;
  /** The size the distance asks for does not fit even with four tiles. */
  readonly tooSmall: boolean;
}

/**
 * Type and tiles of a wall window: never smaller than the distance asks for as long as it fits, and larger where there is
 * room. `wanted` is `arc16`, `width` and `height` the window's, px.
 */
export function fitWall(wanted: number, width: number, height: number): WallFit {
  const full = FULL * Math.min(width / 1920, height / 1080);
  if (wanted <= full * ROOM.eight) return { size: Math.max(wanted, full), tiles: 8, tooSmall: false };
  const most = full * ROOM.four;
  return { size: Math.min(wanted, most), tiles: 4, tooSmall: wanted > most };
}
