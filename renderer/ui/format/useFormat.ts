import { useMemo } from 'react';
import { useLanguage } from '../words/useWords.ts';
import { durationParts, formatAge, formatElapsed } from './duration.ts';
import { formatNumber, type NumberStyle } from './number.ts';
import { dayStyle, formatTime, type TimeStyle } from './time.ts';
import { formatUnit, type Quantity, type Unit, unitName } from './unit.ts';

type Value = number | null | undefined;

/** All formatters bound to the language of the moment. */
export interface Formats {
  number: (value: Value, style?: NumberStyle) => string;
  /** Number and unit apart, for tiles and grey units. */
  quantity: (value: Value, unit: Unit, style?: NumberStyle) => Quantity;
  /** Number and unit as one text, for tables. */
  unit: (value: Value, unit: Unit, style?: NumberStyle) => string;
  unitName: (unit: Unit) => string;
  bytes: (value: Value) => string;
  duration: (ms: Value) => string;
  age: (ms: Value) => string;
  elapsed: (ms: Value) => string;
  time: (at: Value, style?: TimeStyle, zone?: string) => string;
}

/** Formatters in the present language; renders again when it is switched. */
export function useFormat(): Formats {
  const language = useLanguage();
  return useMemo(
    () => ({
      number: (value, style) => formatNumber(value, language, style),
      quantity: (value, unit, style) => formatUnit(value, unit, language, style),
      unit: (value, unit, style) => formatUnit(value, unit, language, style).text,
      unitName: (unit) => unitName(unit, language),
      bytes: (value) => formatUnit(value, 'bytes', language).text,
      duration: (ms) => durationParts(ms, language),
      age: (ms) => formatAge(ms, language),
      elapsed: (ms) => formatElapsed(ms),
      time: (at, style = 'clock', zone) =>
        formatTime(
          at,
          style === 'dayClock' && typeof at === 'number' ? dayStyle(at, Date.now()) : style,
          language,
          zone,
        ),
    }),
    [language],
  );
}
