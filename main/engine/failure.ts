import type { EngineFailure } from '#core/contract/host.ts';
import { LockedError } from './lock/lock.ts';

/** The machine word for why a start failed. */
export function failureOf(error: unknown): EngineFailure {
  if (error instanceof LockedError) return 'locked';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  if (code === 'EADDRINUSE') return 'port-taken';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR') return 'data-unwritable';
  if (code === 'ERR_DLOPEN_FAILED' || /duckdb.*(not found|cannot find)/i.test(message)) return 'native-missing';
  if (/corrupted migrations|previously executed migration/i.test(message)) return 'state-newer';
  if (/malformed|not a database|damaged/i.test(message)) return 'state-damaged';
  return 'internal';
}
