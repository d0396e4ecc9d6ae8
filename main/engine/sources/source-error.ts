import { SourceError, type SourceErrorCode, sourceErrorOf } from '#core/metrics/source-error.ts';

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

/** Any error as a SourceError; secrets that turn up in a message are blotted out. */
export function asSourceError(error: unknown, secrets: readonly string[] = []): SourceError {
  if (error instanceof SourceError) return error;
  const { code, message } = sourceErrorOf(error);
  return new SourceError(code === 'other' ? networkCode(error) : code, blot(message, secrets));
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
