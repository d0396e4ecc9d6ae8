import type { Host } from '#core/contract/hosts.ts';

export const hourMs = 3_600_000;

/** A pause, epoch ms. `open`: it goes on. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
}

/** A stretch of the bar, as shares of its width 0..1. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Pauses of a host within the last hour, oldest first, overlapping ones joined. The one that goes on begins with the last
 * point and counts from the moment the host is late; a host without a point was away all the time.
 */
export function gapsWithin(host: Pick<Host, 'gaps' | 'lastSeenAt' | 'state'>, now: number): Gap[] {
  const start = now - hourMs;
  const known: Gap[] = host.gaps.map((gap) => ({ ...gap, open: false }));
  if (host.lastSeenAt === null) known.push({ from: start, to: now, open: true });
  else if (host.state !== 'reporting') known.push({ from: host.lastSeenAt, to: now, open: true });
  const clipped = known
    .map((gap) => ({ from: Math.max(start, gap.from), to: Math.min(now, gap.to), open: gap.open }))
    .filter((gap) => gap.to > gap.from)
    .sort((one, other) => one.from - other.from);
  const joined: Gap[] = [];
  for (const gap of clipped) {
    const last = joined.at(-1);
    if (last && gap.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, gap.to), open: last.open || gap.open };
    } else joined.push(gap);
  }
  return joined;
}

/** Where the gaps lie on a bar of the last hour. A short one is still seen: at least `least` of the width. */
export function stretchesOf(gaps: readonly Gap[], now: number, least = 0.02): Stretch[] {
  const start = now - hourMs;
  return gaps.map((gap) => {
    const from = (gap.from - start) / hourMs;
    const to = (gap.to - start) / hourMs;
    if (to - from >= least) return { from, to };
    const middle = Math.min(1 - least / 2, Math.max(least / 2, (from + to) / 2));
    return { from: middle - least / 2, to: middle + least / 2 };
  });
}

/** Time without data, ms. */
export function lost(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
}
