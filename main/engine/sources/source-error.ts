import type { SourceState } from '#core/contract/sources.ts';
import { AnswerError } from '#core/metrics/answer-error.ts';
import { QueryError } from '#core/metrics/query-error.ts';

export type SourceErrorCode = NonNullable<SourceState['errorCode']>;

/** Text of a store's own error that is shown, characters. */
const maxMessage = 400;

/** Why a source gave no answer. The message is plain, holds no secret and is at most {@link maxMessage} long. */
export class SourceError extends Error {
  override name = 'SourceError';
  readonly code: SourceErrorCode;
  /** When the source will be asked again, epoch ms, if it is left alone at present. */
  readonly nextTryAt: number | undefined;

  constructor(code: SourceErrorCode, message: string, options: { nextTryAt?: number; cause?: unknown } = {}) {
    super(message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message, { cause: options.cause });
    this.code = code;
    this.nextTryAt = options.nextTryAt;
  }
}

const byNetworkCode: Record<string, SourceErrorCode> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  EPIPE: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  CERT_HAS_EXPIRED: 'tls',
  CERT_NOT_YET_VALID: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  EPROTO: 'tls',
};

/** The code of a network error by Node's own error code. */
export function networkCode(error: unknown): SourceErrorCode {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.startsWith('HPE_')) return 'bad-answer';
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || code.startsWith('CERT_')) return 'tls';
  return byNetworkCode[code] ?? 'other';
}

/** Any error as a SourceError; secrets that turn up in a message are blotted out. An abort by the caller stays itself. */
export function asSourceError(error: unknown, secrets: readonly string[] = []): SourceError {
  if (error instanceof SourceError) return error;
  const message = blot(error instanceof Error ? error.message : String(error), secrets);
  if (error instanceof AnswerError) return new SourceError(error.code, message);
  if (error instanceof QueryError) return new SourceError('query', message);
  return new SourceError(networkCode(error), message);
}

/** Replaces every secret in a text, also where it was encoded for an address or for Basic auth. */
export function blot(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < 3) continue;
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    for (const form of forms) clean = clean.replaceAll(form, '***');
  }
  return clean;
}
