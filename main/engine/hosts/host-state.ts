import type { Host } from '#core/contract/hosts.ts';

/** Without a point for this many intervals a host is late … */
export const lateIntervals = 3;
/** … and after this many, or {@link silentAfter}, whichever is longer ago, it is silent. */
export const silentIntervals = 20;
/** ms. A host that reports every ten seconds is silent after ten minutes. */
export const silentAfter = 10 * 60_000;

/** State of a host by the time since its last point. `intervalMs` is its own rhythm, else its source's. */
export function hostState(lastSeenAt: number | null, intervalMs: number, now: number): Host['state'] {
  if (lastSeenAt === null) return 'silent';
  const age = now - lastSeenAt;
  if (age > Math.max(silentAfter, silentIntervals * intervalMs)) return 'silent';
  return age > lateIntervals * intervalMs ? 'late' : 'reporting';
}
