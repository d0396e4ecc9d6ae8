import { StoreError, type WriteOutcome } from '../samples/store.ts';

/** InfluxDB's two dialects of the write path: 1.x says `{error}`, 2.x `{code, message}`. */
export type Dialect = 'v1' | 'v2';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const V2_CODES: Record<number, string> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  405: 'method not allowed',
  413: 'request too large',
  415: 'invalid',
  503: 'unavailable',
};

export const noContent: Answer = { status: 204, headers: {}, body: '' };

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: `${JSON.stringify(value)}\n` };
}

/** An error in the words of the dialect. */
export function failure(
  dialect: Dialect,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  const value = dialect === 'v1' ? { error: message } : { code: V2_CODES[status] ?? 'internal error', message };
  // 1.x clients look for the reason here when they do not read bodies.
  const extra = dialect === 'v1' ? { 'X-Influxdb-Error': message.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 500) } : {};
  return json(status, value, { ...extra, ...headers });
}

/**
 * 204 when every line was stored; else 400 worded as InfluxDB does, good lines kept: `partial write: … dropped=N`, N being
 * the points refused for what they hold, not the lines that could not be read.
 */
export function answerOutcome(dialect: Dialect, outcome: WriteOutcome): Answer {
  if (outcome.rejected === 0) return noContent;
  const reasons = outcome.errors.map((error) => error.reason);
  if (outcome.rejected > outcome.errors.length) reasons.push(`and ${outcome.rejected - outcome.errors.length} more`);
  const dropped = outcome.errors.filter((error) => error.kind !== 'parse').length;
  const text = reasons.join('\n');
  if (outcome.written === 0 && dropped === 0) return failure(dialect, 400, text);
  return failure(dialect, 400, `partial write: ${text} dropped=${dropped}`);
}

/** The store's refusals as a client understands them: what may work later is 503 with `Retry-After`. */
export function answerError(dialect: Dialect, error: unknown): Answer {
  if (!(error instanceof StoreError)) return failure(dialect, 500, 'internal error');
  switch (error.code) {
    case 'queue-full':
      return failure(dialect, 503, error.message, { 'Retry-After': String(error.retryAfterSeconds ?? 1) });
    case 'read-only':
      return failure(dialect, 503, error.message, { 'Retry-After': '60' });
    case 'unavailable':
      return failure(dialect, 503, error.message, { 'Retry-After': '2' });
    case 'body-too-large':
      return failure(dialect, 413, error.message);
    default:
      return failure(dialect, 500, error.message);
  }
}
