import { ORPCError } from '@orpc/server';
import type { SourceConfig } from '#core/contract/sources.ts';

/** What is wrong with a configuration that its schema cannot see, as the error the caller gets. */
export function checkConfig(config: SourceConfig): void {
  const url = new URL(config.url);
  if (url.username !== '' || url.password !== '') throw refused('url-with-credentials', 'url');
  if (url.search !== '' || url.hash !== '') throw refused('url-with-query', 'url');
  if (config.kind !== 'prometheus' && config.database === '') throw refused('database-needed', 'database');
  // The header of Basic auth ends the user's name at the first colon.
  if (config.username.includes(':')) throw refused('username-with-colon', 'username');
}

/**
 * A stored secret is not sent to another server or product than the one it was entered for: who may change an address
 * must not thereby learn a password.
 */
export function checkSecretStays(before: SourceConfig, after: SourceConfig): void {
  const origin = (config: SourceConfig) => new URL(config.url).origin;
  if (
    origin(before) !== origin(after) ||
    before.kind !== after.kind ||
    (before.acceptAnyCertificate !== after.acceptAnyCertificate && after.acceptAnyCertificate)
  ) {
    throw refused('secret-needed-again', 'secret');
  }
}

export function refused(reason: string, field?: string): Error {
  return new ORPCError('REFUSED', {
    status: 422,
    message: 'Cannot be done as asked',
    data: { reason, ...(field ? { field } : {}) },
  });
}
