import type { LineScanner } from '#core/metrics/line-protocol-scanner.ts';
import type { StoreLimits } from './limits.ts';
import type { FieldColumn, Measurement } from './series-catalog.ts';
import type { FieldType, LineError } from './store.ts';

/** Control characters: they would break views, headers and logs. */
export const CONTROL = /\p{Cc}/u;

/** Why a line is not taken. */
export class Refusal {
  readonly kind: LineError['kind'];
  readonly reason: string;
  constructor(kind: LineError['kind'], reason: string) {
    this.kind = kind;
    this.reason = reason;
  }
}

/** The value, or undefined when reading it throws. */
export function safely<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Refuses names that are too long, hold control characters or are taken by the store itself. */
export function checkName(limits: StoreLimits, what: string, name: string): Refusal | undefined {
  if (name.length > limits.nameLength) {
    return new Refusal('limit', `${what} name longer than ${limits.nameLength} characters`);
  }
  if (CONTROL.test(name)) return new Refusal('parse', `control character in ${what} name`);
  return what === 'field' && name === 'time' ? new Refusal('parse', 'input field "time" is reserved') : undefined;
}

/** In the words of InfluxDB. */
export function conflict(measurement: Measurement, column: FieldColumn, type: FieldType): Refusal {
  const reason = `input field "${column.name}" on measurement "${measurement.name}" is type ${type}, already exists as type ${column.type}`;
  return new Refusal('conflict', `field type conflict: ${reason}`);
}

/** The refusal as the writer is told it, with the line it is about. */
export function describe(scanner: LineScanner, refusal: Refusal): LineError {
  const text = Buffer.from(
    scanner.bytes.subarray(scanner.lineStart, Math.min(scanner.lineEnd, scanner.lineStart + 200)),
  );
  const reason =
    refusal.kind === 'parse' ? `unable to parse '${text.toString('utf8')}': ${refusal.reason}` : refusal.reason;
  return { line: scanner.line, reason, kind: refusal.kind };
}
