import type { Language } from '../words/define.ts';
import { durationParts } from './duration.ts';
import { formatNumber, MISSING, type NumberStyle, THIN } from './number.ts';

/**
 * Units a value can carry. `percent` is 0..100, `ms` and `s` are times, `duration` is milliseconds in words,
 * `short` scales by thousands, `none` prints the number as it is.
 */
export const units = ['percent', 'bytes', 'bytes/s', 'ms', 's', 'ops/s', 'short', 'none', 'duration'] as const;
export type Unit = (typeof units)[number];

/** A value ready to draw: the number, its unit apart (it is drawn grey), and both as one text. */
export interface Quantity {
  readonly number: string;
  readonly unit: string;
  readonly text: string;
}

interface Scaled {
  readonly factor: number;
  readonly unit: string;
}

/** The least share that is printed as a number. */
const LEAST_PERCENT = 0.01;

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
const THOUSANDS = ['', 'k', 'M', 'G', 'T'] as const;

function step(value: number, base: number, names: readonly string[]): Scaled {
  const size = Math.abs(value);
  // 999.95 rounds to 1000 and must already use the next name.
  const power = size < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log(size * 1.0005) / Math.log(base)));
  return { factor: base ** power, unit: names[power] ?? '' };
}

/** Divisor and unit name that suit a magnitude, e.g. 4210 ms → 1000, `s`. Charts scale a whole axis by it. */
export function scaleOf(magnitude: number, unit: Unit, language: Language): Scaled {
  const second = language === 'ko' ? '초' : 's';
  switch (unit) {
    case 'percent':
      return { factor: 1, unit: '%' };
    case 'bytes':
      return step(magnitude, 1024, BINARY);
    case 'bytes/s': {
      const scaled = step(magnitude, 1024, BINARY);
      return { factor: scaled.factor, unit: `${scaled.unit}/${second}` };
    }
    case 'ms':
    case 's': {
      const inMs = unit === 'ms' ? 1 : 1000;
      const size = Math.abs(magnitude) * inMs;
      if (size >= 1000 || (unit === 's' && size === 0)) return { factor: 1000 / inMs, unit: second };
      if (size > 0 && size < 0.1) return { factor: 0.001 / inMs, unit: 'µs' };
      return { factor: 1 / inMs, unit: 'ms' };
    }
    case 'ops/s': {
      const scaled = step(magnitude, 1000, THOUSANDS);
      return { factor: scaled.factor, unit: `${scaled.unit}/${second}` };
    }
    case 'short':
      return step(Math.abs(magnitude) < 10_000 ? 1 : magnitude, 1000, THOUSANDS);
    case 'duration':
    case 'none':
      return { factor: 1, unit: '' };
  }
}

/** Whether a unit stands directly behind its number: Korean joins all, English `%`-less rates like `842/s`. */
function joins(unit: string, language: Language): boolean {
  return language === 'ko' || unit.startsWith('/');
}

function quantity(number: string, unit: string, language: Language): Quantity {
  if (unit === '') return { number, unit, text: number };
  return { number, unit, text: joins(unit, language) ? number + unit : number + THIN + unit };
}

/** A value with its unit in words of the language: `4.21 s` and `4.21초`, `–` when missing. */
export function formatUnit(
  value: number | null | undefined,
  unit: Unit,
  language: Language,
  style: NumberStyle = {},
): Quantity {
  if (value === null || value === undefined || !Number.isFinite(value)) return quantity(MISSING, '', language);
  if (unit === 'duration') {
    const text = durationParts(value, language);
    return { number: text, unit: '', text };
  }
  const scaled = scaleOf(value, unit, language);
  // Digits below a hundredth of a percent tell an operator nothing, but it is not zero.
  if (unit === 'percent' && style.digits === undefined && value !== 0 && Math.abs(value) < LEAST_PERCENT) {
    const number = formatNumber(value < 0 ? -LEAST_PERCENT : LEAST_PERCENT, language, { digits: 2 });
    return quantity(`${value < 0 ? '>' : '<'}${THIN}${number}`, scaled.unit, language);
  }
  return quantity(formatNumber(value / scaled.factor, language, style), scaled.unit, language);
}

/** Name of a unit as a pane head prints it beside the title: `%`, `ms`, `per s`. Empty for plain numbers. */
export function unitName(unit: Unit, language: Language): string {
  const perSecond = language === 'ko' ? '초당' : 'per s';
  const names: Record<Unit, string> = {
    percent: '%',
    bytes: language === 'ko' ? '바이트' : 'bytes',
    'bytes/s': language === 'ko' ? '초당 바이트' : 'bytes per s',
    ms: 'ms',
    s: language === 'ko' ? '초' : 's',
    'ops/s': perSecond,
    short: '',
    none: '',
    duration: '',
  };
  return names[unit];
}
