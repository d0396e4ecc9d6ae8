import type { Unit as BoardUnit } from '#core/boards/board.ts';
import { formatUnit, type Language, MISSING, type NumberStyle, type Quantity, THIN, type Unit } from '../ui/index.ts';

/** How values of a board's unit are drawn: the unit the formatters know, after multiplying by `factor`. */
export interface DrawnUnit {
  readonly unit: Unit;
  readonly factor: number;
  /** Printed behind the number where the formatters have no such unit. */
  readonly suffix: string;
}

const drawn: Record<BoardUnit, DrawnUnit> = {
  none: { unit: 'none', factor: 1, suffix: '' },
  short: { unit: 'short', factor: 1, suffix: '' },
  percent: { unit: 'percent', factor: 1, suffix: '' },
  ratio: { unit: 'percent', factor: 100, suffix: '' },
  bytes: { unit: 'bytes', factor: 1, suffix: '' },
  'bytes-per-second': { unit: 'bytes/s', factor: 1, suffix: '' },
  milliseconds: { unit: 'ms', factor: 1, suffix: '' },
  seconds: { unit: 's', factor: 1, suffix: '' },
  'per-second': { unit: 'ops/s', factor: 1, suffix: '' },
  'bits-per-second': { unit: 'short', factor: 1, suffix: 'bit/s' },
  celsius: { unit: 'none', factor: 1, suffix: '°C' },
};

/** From here seconds are written in days, hours and minutes. */
const LONG_SECONDS = 3600;

export function drawnUnit(unit: BoardUnit): DrawnUnit {
  return drawn[unit];
}

/** Values in the drawn unit; the same array when nothing is to do. */
export function scaleValues(values: Float64Array, unit: BoardUnit): Float64Array {
  const { factor } = drawn[unit];
  return factor === 1 ? values : values.map((value) => value * factor);
}

/** A value of a board in words of the language: three figures, or `decimals` digits where the board asks for it. */
export function boardQuantity(
  value: number | null | undefined,
  unit: BoardUnit,
  language: Language,
  style: NumberStyle = {},
): Quantity {
  if (value === null || value === undefined || !Number.isFinite(value))
    return { number: MISSING, unit: '', text: MISSING };
  // An uptime in seconds says nothing; days and hours do.
  if (unit === 'seconds' && Math.abs(value) >= LONG_SECONDS) return formatUnit(value * 1000, 'duration', language);
  const { unit: known, factor, suffix } = drawn[unit];
  const quantity = formatUnit(value * factor, known, language, style);
  if (suffix === '') return quantity;
  const name = quantity.unit + suffix;
  return {
    number: quantity.number,
    unit: name,
    text: language === 'ko' ? quantity.number + name : quantity.number + THIN + name,
  };
}
