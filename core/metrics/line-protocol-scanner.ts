import type { AsciiReader, TimePrecision } from './line-protocol-syntax.ts';
import {
  BACKSLASH,
  BOOLEAN,
  BOOLEANS,
  COMMA,
  CR,
  DOT,
  EQUALS,
  FLOAT,
  fits64Bits,
  HASH,
  INTEGER,
  LF,
  LOWER_I,
  LOWER_U,
  MAX_SAFE_DIGITS,
  MINUS,
  NINE,
  PLUS,
  POWERS_OF_TEN,
  QUOTE,
  readAscii,
  SPACE,
  STRING,
  TAB,
  tokenEnd,
  UNSIGNED,
  widen,
  ZERO,
} from './line-protocol-syntax.ts';
import { BAD_TIMESTAMP, OUTSIDE_RANGE, readTimestamp, TIME_UNITS, type TimeUnit } from './line-protocol-time.ts';

/**
 * Walks InfluxDB line protocol without making strings: `next()` moves to a line, the properties then hold offsets into
 * `bytes` and numbers, valid until the following `next()`. The caller interns measurement and tags (`headStart`..`headEnd`,
 * see `parseHead`) and keys by itself, which is what makes it fast.
 * A bad line sets `error` (InfluxDB's wording) and the walk goes on behind it.
 * Format: InfluxDB 1.x/2.x "line protocol reference"; a quoted string may hold line feeds.
 */
export class LineScanner {
  readonly bytes: Uint8Array;
  /** 1-based number of the line's first row in the body. */
  line = 0;
  lineStart = 0;
  lineEnd = 0;
  headStart = 0;
  headEnd = 0;
  fieldCount = 0;
  fieldKind = new Uint8Array(64);
  keyStart = new Int32Array(64);
  keyEnd = new Int32Array(64);
  /** Inside the quotes for strings. */
  valueStart = new Int32Array(64);
  valueEnd = new Int32Array(64);
  /** Float, integer (exact up to 15 digits, else read `valueStart`..`valueEnd` as a bigint) or 0/1 for booleans. */
  numbers = new Float64Array(64);
  /** 1 when a string has a backslash, or an integer more than 15 digits. */
  special = new Uint8Array(64);
  hasTime = false;
  /** Time = seconds + nanos / 1e9; nanos 0..999,999,999 also before 1970. */
  seconds = 0;
  nanos = 0;
  error: string | undefined;

  #position = 0;
  #rows = 1;
  readonly #unit: TimeUnit;
  readonly #text: AsciiReader;

  constructor(bytes: Uint8Array, precision: TimePrecision, text: AsciiReader = readAscii) {
    this.bytes = bytes;
    this.#unit = TIME_UNITS[precision];
    this.#text = text;
  }

  /** Moves to the next line that is neither empty nor a comment; false at the end. */
  next(): boolean {
    const { bytes } = this;
    const length = bytes.length;
    let at = this.#position;
    for (;;) {
      if (at >= length) {
        this.#position = length;
        return false;
      }
      const byte = bytes[at] ?? LF;
      if (byte === LF) {
        this.#rows += 1;
        at += 1;
      } else if (byte === SPACE || byte === TAB || byte === CR) at += 1;
      else if (byte === HASH) at = this.#rowEnd(at);
      else break;
    }
    this.line = this.#rows;
    this.lineStart = at;
    this.fieldCount = 0;
    this.hasTime = false;
    this.error = undefined;
    at = this.#readLine(at);
    if (this.error !== undefined) at = this.#rowEnd(at);
    this.lineEnd = at > this.lineStart && bytes[at - 1] === CR ? at - 1 : at;
    this.#position = at;
    return true;
  }

  #rowEnd(from: number): number {
    const end = this.bytes.indexOf(LF, from);
    return end < 0 ? this.bytes.length : end;
  }

  #fail(reason: string, at: number): number {
    this.error = reason;
    return Math.min(at, this.bytes.length);
  }

  #readLine(start: number): number {
    const { bytes } = this;
    let at = start;
    this.headStart = at;
    // Bytes past the end read as a line feed, so one test ends every loop.
    for (;;) {
      const byte = bytes[at] ?? LF;
      if (byte === SPACE) break;
      if (byte === LF) return this.#fail('missing fields', at);
      at += byte === BACKSLASH && (bytes[at + 1] ?? LF) !== LF ? 2 : 1;
    }
    this.headEnd = at;
    while (bytes[at] === SPACE) at += 1;
    for (;;) {
      at = this.#readField(at);
      if (this.error !== undefined) return at;
      const byte = bytes[at] ?? LF;
      if (byte === COMMA) at += 1;
      else if (byte === SPACE || byte === TAB) return this.#readTime(at);
      else if (byte === LF) return at;
      else if (byte === CR && (bytes[at + 1] ?? LF) === LF) return at + 1;
      else return this.#fail('invalid field format', at);
    }
  }

  #readField(start: number): number {
    const { bytes } = this;
    const index = this.fieldCount;
    if (index === this.fieldKind.length) this.#grow();
    let at = start;
    for (;;) {
      const byte = bytes[at] ?? LF;
      if (byte === EQUALS) break;
      if (byte === LF || byte === SPACE || byte === COMMA) {
        return this.#fail(
          at === start ? (index === 0 ? 'missing fields' : 'missing field key') : 'invalid field format',
          at,
        );
      }
      at += byte === BACKSLASH && (bytes[at + 1] ?? LF) !== LF ? 2 : 1;
    }
    if (at === start) return this.#fail('missing field key', at);
    this.keyStart[index] = start;
    this.keyEnd[index] = at;
    at += 1;
    this.special[index] = 0;
    this.valueStart[index] = at;
    const byte = bytes[at] ?? LF;
    if (byte === QUOTE) at = this.#readString(at + 1, index);
    else if ((byte >= ZERO && byte <= NINE) || byte === MINUS || byte === PLUS || byte === DOT)
      at = this.#readNumber(at, index);
    else if (byte === LF || byte === SPACE || byte === COMMA || byte === CR)
      return this.#fail('missing field value', at);
    else at = this.#readBoolean(at, index);
    this.fieldCount = index + 1;
    return at;
  }

  #readString(start: number, index: number): number {
    const { bytes } = this;
    const length = bytes.length;
    const row = this.#rows;
    let at = start;
    for (; at < length; at += 1) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.fieldKind[index] = STRING;
        this.valueStart[index] = start;
        this.valueEnd[index] = at;
        return at + 1;
      }
      if (byte === BACKSLASH) {
        this.special[index] = 1;
        const next = bytes[at + 1];
        if (next === QUOTE || next === BACKSLASH) at += 1;
      } else if (byte === LF) this.#rows += 1;
    }
    // The quote that is missing belongs to this row: the rows behind it are read as lines of their own.
    this.#rows = row;
    return this.#fail('unbalanced quotes', start);
  }

  #readBoolean(start: number, index: number): number {
    const end = tokenEnd(this.bytes, start);
    const value = end - start <= 5 ? BOOLEANS[this.#text(this.bytes, start, end)] : undefined;
    if (value === undefined) return this.#fail(`invalid boolean`, end);
    this.fieldKind[index] = BOOLEAN;
    this.numbers[index] = value;
    return end;
  }

  #readNumber(start: number, index: number): number {
    const { bytes } = this;
    let at = start;
    let byte = bytes[at] ?? LF;
    const negative = byte === MINUS;
    if (negative || byte === PLUS) byte = bytes[++at] ?? LF;
    let mantissa = 0;
    let digits = 0;
    let fraction = 0;
    let seen = 0;
    while (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      if (mantissa !== 0) digits += 1;
      seen += 1;
      byte = bytes[++at] ?? LF;
    }
    if ((byte === LOWER_I || byte === LOWER_U) && seen > 0) {
      return this.#finishInteger(start, at, index, byte === LOWER_U, digits, negative ? -mantissa : mantissa);
    }
    if (byte === DOT) {
      byte = bytes[++at] ?? LF;
      while (byte >= ZERO && byte <= NINE) {
        mantissa = mantissa * 10 + (byte - ZERO);
        if (mantissa !== 0) digits += 1;
        fraction += 1;
        seen += 1;
        byte = bytes[++at] ?? LF;
      }
    }
    if (seen === 0) return this.#fail('invalid number', at);
    let exact = digits <= MAX_SAFE_DIGITS && fraction <= 22;
    if (byte === 101 || byte === 69) {
      exact = false;
      byte = bytes[++at] ?? LF;
      if (byte === MINUS || byte === PLUS) byte = bytes[++at] ?? LF;
      if (byte < ZERO || byte > NINE) return this.#fail('invalid number', at);
      while (byte >= ZERO && byte <= NINE) byte = bytes[++at] ?? LF;
    }
    if (byte !== COMMA && byte !== SPACE && byte !== LF && byte !== CR && byte !== TAB) {
      return this.#fail('invalid number', at);
    }
    // Clinger's fast path: both operands are exact doubles, so the one division rounds correctly.
    let value = exact ? mantissa / (POWERS_OF_TEN[fraction] ?? 1) : Number(this.#text(bytes, start, at));
    if (exact && negative) value = -value;
    if (!Number.isFinite(value)) return this.#fail('value out of range', at);
    this.fieldKind[index] = FLOAT;
    this.numbers[index] = value;
    return at;
  }

  #finishInteger(start: number, end: number, index: number, unsigned: boolean, digits: number, value: number): number {
    this.fieldKind[index] = unsigned ? UNSIGNED : INTEGER;
    this.valueEnd[index] = end;
    if (unsigned && (this.bytes[start] === MINUS || this.bytes[start] === PLUS))
      return this.#fail('invalid number', end);
    if (digits > MAX_SAFE_DIGITS) {
      const text = this.#text(this.bytes, this.bytes[start] === PLUS ? start + 1 : start, end);
      if (!fits64Bits(BigInt(text), unsigned)) return this.#fail('value out of range', end);
      this.special[index] = 1;
    }
    this.numbers[index] = value + 0;
    return end + 1;
  }

  #readTime(start: number): number {
    const { bytes } = this;
    let at = start;
    while (bytes[at] === SPACE || bytes[at] === TAB) at += 1;
    const byte = bytes[at] ?? LF;
    if (byte === LF) return at;
    if (byte === CR && (bytes[at + 1] ?? LF) === LF) return at + 1;
    let end = readTimestamp(bytes, at, this.#unit, this);
    if (end === BAD_TIMESTAMP) return this.#fail('bad timestamp', at);
    if (end === OUTSIDE_RANGE) return this.#fail('time outside range', at);
    this.hasTime = true;
    while (bytes[end] === SPACE || bytes[end] === TAB || bytes[end] === CR) end += 1;
    return (bytes[end] ?? LF) === LF ? Math.min(end, bytes.length) : this.#fail('bad timestamp', end);
  }

  #grow(): void {
    const size = this.fieldKind.length * 2;
    this.fieldKind = widen(this.fieldKind, new Uint8Array(size));
    this.special = widen(this.special, new Uint8Array(size));
    this.keyStart = widen(this.keyStart, new Int32Array(size));
    this.keyEnd = widen(this.keyEnd, new Int32Array(size));
    this.valueStart = widen(this.valueStart, new Int32Array(size));
    this.valueEnd = widen(this.valueEnd, new Int32Array(size));
    this.numbers = widen(this.numbers, new Float64Array(size));
  }
}
