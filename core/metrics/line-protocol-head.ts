import { BACKSLASH, COMMA, EQUALS, SPACE } from './line-protocol-syntax.ts';

export interface Head {
  measurement: string;
  /** In the order written. */
  tags: [key: string, value: string][];
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const QUOTE_MARK = 0x22;

/**
 * Reads measurement and tags of the part of a line in front of its first unescaped space.
 * Gives InfluxDB's reason as text when it is malformed.
 */
export function parseHead(bytes: Uint8Array, start: number, end: number): Head | string {
  try {
    let at = findUnescaped(bytes, start, end, COMMA);
    if (at === start) return 'missing measurement';
    const measurement = unescapeName(bytes, start, at, false);
    const tags: [string, string][] = [];
    const keys = new Set<string>();
    while (at < end) {
      const from = at + 1;
      at = findUnescaped(bytes, from, end, COMMA);
      const equals = findUnescaped(bytes, from, at, EQUALS);
      if (equals === from) return 'missing tag key';
      if (equals >= at - 1) return 'missing tag value';
      if (findUnescaped(bytes, equals + 1, at, EQUALS) < at) return 'invalid tag format';
      const key = unescapeName(bytes, from, equals, true);
      if (keys.has(key)) return 'duplicate tags';
      keys.add(key);
      tags.push([key, unescapeName(bytes, equals + 1, at, true)]);
    }
    return { measurement, tags };
  } catch {
    return 'invalid UTF-8';
  }
}

function findUnescaped(bytes: Uint8Array, start: number, end: number, wanted: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === wanted) return at;
  }
  return end;
}

/** A backslash stands for itself unless a comma, a space or (not in measurements) an equals sign follows. */
function unescapeName(bytes: Uint8Array, start: number, end: number, equals: boolean): string {
  if (bytes.subarray(start, end).indexOf(BACKSLASH) < 0) return decoder.decode(bytes.subarray(start, end));
  const kept = new Uint8Array(end - start);
  let length = 0;
  for (let at = start; at < end; at += 1) {
    const next = bytes[at + 1];
    const escapes = next === COMMA || next === SPACE || (equals && next === EQUALS);
    if (bytes[at] === BACKSLASH && at + 1 < end && escapes) at += 1;
    kept[length] = bytes[at] ?? 0;
    length += 1;
  }
  return decoder.decode(kept.subarray(0, length));
}

/**
 * Name of a field, unescaped.
 * @throws TypeError when it is not UTF-8.
 */
export function readFieldKey(bytes: Uint8Array, start: number, end: number): string {
  return unescapeName(bytes, start, end, true);
}

/**
 * A quoted string's value: `\"` and `\\` are escapes, any other backslash stands for itself.
 * @throws TypeError when it is not UTF-8.
 */
export function readStringValue(bytes: Uint8Array, start: number, end: number, escaped: boolean): string {
  if (!escaped) return decoder.decode(bytes.subarray(start, end));
  const kept = new Uint8Array(end - start);
  let length = 0;
  for (let at = start; at < end; at += 1) {
    const next = bytes[at + 1];
    if (bytes[at] === BACKSLASH && at + 1 < end && (next === QUOTE_MARK || next === BACKSLASH)) at += 1;
    kept[length] = bytes[at] ?? 0;
    length += 1;
  }
  return decoder.decode(kept.subarray(0, length));
}
