import { MINUS, NINE, POWERS_OF_TEN, type TimePrecision, ZERO } from './line-protocol-syntax.ts';

/** How many trailing digits of a timestamp are below a second, and what the rest is worth in seconds. */
export interface TimeUnit {
  tail: number;
  seconds: number;
}

export const TIME_UNITS: Record<TimePrecision, TimeUnit> = {
  ns: { tail: 9, seconds: 1 },
  us: { tail: 6, seconds: 1 },
  ms: { tail: 3, seconds: 1 },
  s: { tail: 0, seconds: 1 },
  m: { tail: 0, seconds: 60 },
  h: { tail: 0, seconds: 3600 },
};
/** int64 nanoseconds end here (InfluxDB's range is the same to within a second). */
const MAX_SECONDS = 9_223_372_035;
const MAX_DIGITS = 19;

/** What `readTimestamp` gives instead of an offset. */
export const BAD_TIMESTAMP = -1;
export const OUTSIDE_RANGE = -2;

/**
 * Reads an integer timestamp at `start` into seconds and nanoseconds (0..999,999,999, also before 1970), exactly and
 * without a bigint. Gives the offset behind it, `BAD_TIMESTAMP` or `OUTSIDE_RANGE`.
 */
export function readTimestamp(
  bytes: Uint8Array,
  start: number,
  unit: TimeUnit,
  into: { seconds: number; nanos: number },
): number {
  const negative = bytes[start] === MINUS;
  const first = negative ? start + 1 : start;
  let end = first;
  for (let byte = bytes[end] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[end] ?? 0) end += 1;
  if (end === first || end - first > MAX_DIGITS) return BAD_TIMESTAMP;
  const split = Math.max(first, end - unit.tail);
  let seconds = readDigits(bytes, first, split) * unit.seconds;
  let nanos = readDigits(bytes, split, end) * (POWERS_OF_TEN[9 - unit.tail] ?? 1);
  if (negative) {
    seconds = nanos > 0 ? -seconds - 1 : 0 - seconds;
    nanos = nanos > 0 ? 1e9 - nanos : 0;
  }
  if (seconds > MAX_SECONDS || seconds < -MAX_SECONDS) return OUTSIDE_RANGE;
  into.seconds = seconds;
  into.nanos = nanos;
  return end;
}

function readDigits(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + (bytes[at] ?? ZERO) - ZERO;
  return value;
}
