import type { Plan } from '#core/contract/loadtests.ts';

/** Time until the last enabled group has started all its users, ms; `null` as soon as one does not say it in numbers. */
export function rampOf(plan: Pick<Plan, 'threadGroups'>): number | null {
  const groups = plan.threadGroups.filter((group) => group.enabled && group.kind === 'plain');
  const ramps = groups.map((group) =>
    /^\d+(\.\d+)?$/.test(group.rampSeconds) ? Number(group.rampSeconds) * 1000 : null,
  );
  if (ramps.length === 0 || ramps.includes(null)) return null;
  return Math.max(...ramps.map((ramp) => ramp ?? 0));
}

/** End of the time axis of a run, ms from its origin: the time that has passed, rounded up so that the axis holds still. */
export function axisEnd(elapsed: number, live: boolean): number {
  if (!live) return Math.max(1000, elapsed);
  const step = elapsed < 120_000 ? 15_000 : elapsed < 1_800_000 ? 60_000 : 300_000;
  return Math.max(30_000, Math.ceil((elapsed + step / 3) / step) * step);
}
