import type { Language } from '../words/define.ts';

/** What stands where a number is missing. Never a zero. */
export const MISSING = '–';
/** U+2212: as wide as the digits and the plus, unlike the hyphen. */
export const MINUS = '−';
/** U+00A0: between a number and its unit, never broken. The thinner U+202F all but vanishes in our type at 12 px. */
export const THIN = '\u00a0';

const cache = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, least: number, most: number, sign: boolean): Intl.NumberFormat {
  const key = `${language} ${least} ${most} ${sign}`;
  let format = cache.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      signDisplay: sign ? 'exceptZero' : 'negative',
    });
    cache.set(key, format);
  }
  return format;
}

/** How a number is rounded and signed. Without `digits` about three significant figures, whole numbers without a point. */
export interface NumberStyle {
  /** Digits after the point, exactly. */
  digits?: number | undefined;
  /** Print a plus before positive numbers: for differences. */
  signed?: boolean | undefined;
}

/** Digits after the point: three significant figures from 1 up, two decimals down to 0.1, two figures below. */
export function digitsFor(value: number): number {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return 0;
  if (size >= 10) return 1;
  return size >= 0.1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(size)));
}

/** A number in words of the language: grouped digits, minus U+2212, `–` when there is none. */
export function formatNumber(value: number | null | undefined, language: Language, style: NumberStyle = {}): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const digits = style.digits ?? digitsFor(value);
  return numberFormat(language, digits, digits, style.signed === true)
    .format(value)
    .replace('-', MINUS);
}
