import { formatElapsed } from '../ui/format/duration.ts';
import { formatNumber } from '../ui/format/number.ts';
import { scaleOf, type Unit } from '../ui/format/unit.ts';
import type { Language } from '../ui/words/define.ts';

/** A value axis: round ends, a round step, 3 to 5 lines. */
export interface ValueScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Round axis that holds `low`..`high` with about `lines` lines. `base` 1024 makes the steps round in KiB and MiB.
 * An empty range gives 0..1, a flat one gets room around it.
 */
export function valueScale(low: number, high: number, lines = 4, base: 1000 | 1024 = 1000): ValueScale {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return { min: 0, max: 1, step: 0.5 };
  // Below this a step would not be a normal number any more.
  const flat = high - low < Number.MIN_VALUE * 2 ** 60;
  const size = Math.abs(high) < 1e-300 ? 0 : high;
  const bottom = flat ? Math.min(0, size) : low;
  const top = flat ? (size > 0 ? size * 1.25 : size === 0 ? 1 : 0) : high;
  const raw = (top - bottom) / lines;
  const power = base === 1024 && raw >= 1024 ? 1024 ** Math.floor(Math.log(raw) / Math.log(1024)) : 1;
  const rest = raw / power;
  const ten = 10 ** Math.floor(Math.log10(rest));
  const nice = STEPS.find((step) => step * ten >= rest * 0.999) ?? 10;
  const decimal = nice * ten * power;
  const end = Math.max(Math.abs(bottom), Math.ceil(top / decimal - 1e-9) * decimal);
  // An axis that ends in the next unit (1.5 Ki over steps of 500) is round only in steps of powers of two.
  const mixed = base === 1024 && rest >= 1 && end >= power * 1024;
  const step = mixed ? 2 ** Math.ceil(Math.log2(raw) - 1e-9) : decimal;
  const tidy = (value: number) => Number(value.toPrecision(12));
  return {
    min: tidy(Math.floor(bottom / step) * step),
    max: tidy(Math.ceil(top / step - 1e-9) * step),
    step: tidy(step),
  };
}

/** Writes the labels of an axis: all in one scale, so that 500 ms and 1 s never stand on the same axis. */
export function axisLabel(scale: ValueScale, unit: Unit, language: Language): (value: number) => string {
  if (unit === 'duration') return (value) => formatElapsed(value);
  const size = Math.max(Math.abs(scale.min), Math.abs(scale.max));
  const { factor, unit: name } = scaleOf(size, unit, language);
  const digits = Math.max(0, Math.min(4, -Math.floor(Math.log10(scale.step / factor) + 1e-9)));
  const room = (scale.step / factor) * 10 ** digits;
  const exact = Math.abs(room - Math.round(room)) > 1e-6 ? digits + 1 : digits;
  // Percent and plain numbers say their unit in the pane head; a scaled unit must stand at the number.
  const shown = name === '%' || unit === 'none' ? '' : name.replace(/iB/, '').replace(/\/(s|초)$/, '');
  const suffix = shown === '' || shown === 'B' ? '' : language === 'ko' ? shown : `\u00a0${shown}`;
  return (value) => (value === 0 ? '0' : formatNumber(value / factor, language, { digits: exact }) + suffix);
}

/** Steps of an elapsed axis, ms. */
const ELAPSED = [1, 2, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400].map(
  (seconds) => seconds * 1000,
);

/** Step of an elapsed axis of `span` ms drawn with at most `most` labels. */
export function elapsedStep(span: number, most: number): number {
  return ELAPSED.find((step) => span / step <= most) ?? 86_400_000 * Math.ceil(span / 86_400_000 / most);
}
