/** Unit of the integers that stand for time in line protocol. */
export const precisions = ['ns', 'us', 'ms', 's', 'm', 'h'] as const;
export type TimePrecision = (typeof precisions)[number];

/** What a field's value is; the order is the value of `LineScanner.fieldKind`. */
export const FLOAT = 0;
export const INTEGER = 1;
export const UNSIGNED = 2;
export const BOOLEAN = 3;
export const STRING = 4;

export const LF = 10;
export const CR = 13;
export const TAB = 9;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const COMMA = 44;
export const PLUS = 43;
export const MINUS = 45;
export const DOT = 46;
export const ZERO = 48;
export const NINE = 57;
export const EQUALS = 61;
export const BACKSLASH = 92;
export const LOWER_I = 105;
export const LOWER_U = 117;

export const MAX_SAFE_DIGITS = 15;
export const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
export const BOOLEANS: Record<string, number> = {
  t: 1,
  T: 1,
  true: 1,
  True: 1,
  TRUE: 1,
  f: 0,
  F: 0,
  false: 0,
  False: 0,
  FALSE: 0,
};

/** Text of a run of ASCII (or Latin-1) bytes. */
export type AsciiReader = (bytes: Uint8Array, start: number, end: number) => string;

export const readAscii: AsciiReader = (bytes, start, end) => {
  let text = '';
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
};

/** Whether a whole number fits InfluxDB's integer (int64) or unsigned (uint64) fields. */
export function fits64Bits(value: bigint, unsigned: boolean): boolean {
  return unsigned ? value >= 0n && value < 1n << 64n : BigInt.asIntN(64, value) === value;
}

/** Copies into a longer array. */
export function widen<Numbers extends Uint8Array | Int32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** Offset of the byte that ends an unquoted value. */
export function tokenEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    const byte = bytes[at] ?? LF;
    if (byte === COMMA || byte === SPACE || byte === LF || byte === CR || byte === TAB) return at;
  }
}
