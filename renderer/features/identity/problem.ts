import { ORPCError } from '@orpc/client';

/** The machine word of an engine's answer; `away` when there was none. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ORPCError)) return 'away';
  const data: unknown = error.data;
  const reason = typeof data === 'object' && data !== null && 'reason' in data ? data.reason : undefined;
  return typeof reason === 'string' ? reason : String(error.code);
}
