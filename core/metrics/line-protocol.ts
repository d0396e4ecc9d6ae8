import { parseHead, readFieldKey, readStringValue } from './line-protocol-head.ts';
import { LineScanner } from './line-protocol-scanner.ts';
import { BOOLEAN, FLOAT, INTEGER, readAscii, STRING, type TimePrecision } from './line-protocol-syntax.ts';

export type FieldValue =
  | { type: 'float'; value: number }
  | { type: 'integer'; value: bigint }
  | { type: 'unsigned'; value: bigint }
  | { type: 'boolean'; value: boolean }
  | { type: 'string'; value: string };

/** One point: what a line of line protocol says. */
export interface Point {
  measurement: string;
  tags: Record<string, string>;
  fields: Record<string, FieldValue>;
  /** Epoch nanoseconds; absent when the line carries no time. */
  time?: bigint;
}

export interface ParsedLines {
  points: Point[];
  /** `line` counts from 1. */
  errors: { line: number; reason: string }[];
}

/** Reads line protocol into objects: for tools and tests. Intake uses `LineScanner`, which makes none. */
export function parseLineProtocol(bytes: Uint8Array, precision: TimePrecision = 'ns'): ParsedLines {
  const scanner = new LineScanner(bytes, precision);
  const parsed: ParsedLines = { points: [], errors: [] };
  while (scanner.next()) {
    const point = scanner.error === undefined ? readPoint(scanner) : scanner.error;
    if (typeof point === 'string') parsed.errors.push({ line: scanner.line, reason: point });
    else parsed.points.push(point);
  }
  return parsed;
}

function readPoint(scanner: LineScanner): Point | string {
  const head = parseHead(scanner.bytes, scanner.headStart, scanner.headEnd);
  if (typeof head === 'string') return head;
  const point: Point = { measurement: head.measurement, tags: Object.fromEntries(head.tags), fields: {} };
  try {
    for (let index = 0; index < scanner.fieldCount; index += 1) {
      const key = readFieldKey(scanner.bytes, scanner.keyStart[index] ?? 0, scanner.keyEnd[index] ?? 0);
      point.fields[key] = readValue(scanner, index);
    }
  } catch {
    return 'invalid UTF-8';
  }
  if (scanner.hasTime) point.time = BigInt(scanner.seconds) * 1_000_000_000n + BigInt(scanner.nanos);
  return point;
}

function readValue(scanner: LineScanner, index: number): FieldValue {
  const kind = scanner.fieldKind[index];
  const value = scanner.numbers[index] ?? 0;
  const start = scanner.valueStart[index] ?? 0;
  const end = scanner.valueEnd[index] ?? 0;
  if (kind === FLOAT) return { type: 'float', value };
  if (kind === BOOLEAN) return { type: 'boolean', value: value === 1 };
  if (kind === STRING) {
    return { type: 'string', value: readStringValue(scanner.bytes, start, end, scanner.special[index] === 1) };
  }
  const exact = scanner.special[index] === 1 ? readBigInteger(scanner.bytes, start, end) : BigInt(value);
  return { type: kind === INTEGER ? 'integer' : 'unsigned', value: exact };
}

/** An integer of more than 15 digits, whose text the scanner has checked already. */
export function readBigInteger(bytes: Uint8Array, start: number, end: number): bigint {
  const text = readAscii(bytes, start, end);
  return BigInt(text.startsWith('+') ? text.slice(1) : text);
}

const escapeName = (text: string): string => text.replaceAll(/[, ]/g, String.raw`\$&`);
const escapeKey = (text: string): string => text.replaceAll(/[,= ]/g, String.raw`\$&`);

function encodeValue(field: FieldValue): string {
  switch (field.type) {
    case 'float':
      return Object.is(field.value, -0) ? '-0' : String(field.value);
    case 'integer':
      return `${field.value}i`;
    case 'unsigned':
      return `${field.value}u`;
    case 'boolean':
      return field.value ? 'true' : 'false';
    case 'string':
      return `"${field.value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  }
}

/** Line protocol cannot say a line feed in a name, nor a backslash at its end. */
const nameIsWritable = (text: string): boolean => text !== '' && !/[\r\n]|\\$/.test(text);

/**
 * One line for a point, without its line feed. Tags are sorted, as InfluxDB likes them; the time is in nanoseconds.
 * @throws RangeError when the point cannot be written: no fields, empty names, line feeds in names, NaN, infinity.
 */
export function encodePoint(point: Point): string {
  const fields = Object.entries(point.fields);
  if (fields.length === 0) throw new RangeError('A point needs at least one field.');
  // A leading # would make the line a comment.
  if (!nameIsWritable(point.measurement) || /^[#\s]/.test(point.measurement)) {
    throw new RangeError(`Measurement ${JSON.stringify(point.measurement)} cannot be written.`);
  }
  let line = escapeName(point.measurement);
  for (const [key, value] of Object.entries(point.tags).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === '') continue;
    if (!nameIsWritable(key) || !nameIsWritable(value))
      throw new RangeError(`Tag ${JSON.stringify(key)} cannot be written.`);
    line += `,${escapeKey(key)}=${escapeKey(value)}`;
  }
  let separator = ' ';
  for (const [key, field] of fields) {
    if (!nameIsWritable(key)) throw new RangeError(`Field ${JSON.stringify(key)} cannot be written.`);
    if (field.type === 'float' && !Number.isFinite(field.value))
      throw new RangeError(`Field ${key} is not a finite number.`);
    line += `${separator}${escapeKey(key)}=${encodeValue(field)}`;
    separator = ',';
  }
  return point.time === undefined ? line : `${line} ${point.time}`;
}
