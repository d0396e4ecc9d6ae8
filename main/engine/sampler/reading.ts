import { encodePoint, type FieldValue, type Point } from '#core/metrics/line-protocol.ts';

/** One line's worth of numbers, in Telegraf's names, without host and time. */
export interface Reading {
  measurement: string;
  tags: Record<string, string>;
  /** Telegraf's type decides whether a series fits the same store column: `i` whole numbers, `f` floats, text. */
  fields: Record<string, ReadingValue | undefined>;
}

export type ReadingValue = { i: number } | { f: number } | { text: string };

export const whole = (value: number): ReadingValue => ({ i: Math.round(value) });
export const real = (value: number): ReadingValue => ({ f: value });

/** Share of a total in percent; 0 of nothing. */
export const percent = (part: number, total: number): ReadingValue => ({ f: total > 0 ? (part / total) * 100 : 0 });

function fieldOf(value: ReadingValue): FieldValue | undefined {
  if ('text' in value) return { type: 'string', value: value.text };
  if ('f' in value) return Number.isFinite(value.f) ? { type: 'float', value: value.f } : undefined;
  return Number.isFinite(value.i) ? { type: 'integer', value: BigInt(value.i) } : undefined;
}

/** Readings as line protocol in nanoseconds; what cannot be written (no finite field) is left out. */
export function encodeReadings(readings: readonly Reading[], host: string, timeMs: number): string {
  const time = BigInt(Math.round(timeMs)) * 1_000_000n;
  const lines: string[] = [];
  for (const reading of readings) {
    const point: Point = { measurement: reading.measurement, tags: { ...reading.tags, host }, fields: {}, time };
    for (const [name, value] of Object.entries(reading.fields)) {
      const field = value === undefined ? undefined : fieldOf(value);
      if (field !== undefined) point.fields[name] = field;
    }
    if (Object.keys(point.fields).length > 0) lines.push(encodePoint(point));
  }
  return lines.join('\n');
}
