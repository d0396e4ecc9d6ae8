import type { PlanInspection } from '#core/loadtest/plan-types.ts';

/**
 * How long the plan says it will run, ms: the longest of its groups (their sum when they run one after another); `null`
 * as soon as one group has no fixed duration.
 */
export function plannedLength(plan: Pick<PlanInspection, 'threadGroups' | 'runsGroupsOneAfterAnother'>): number | null {
  const groups = plan.threadGroups.filter((group) => group.enabled);
  const lengths = groups.map(({ durationSeconds, delaySeconds }) => {
    const duration = Number(durationSeconds ?? '');
    const delay = Number(delaySeconds ?? '');
    return duration > 0 ? (duration + (delay > 0 ? delay : 0)) * 1000 : undefined;
  });
  const known = lengths.filter((length) => length !== undefined);
  if (known.length === 0 || known.length < lengths.length) return null;
  return plan.runsGroupsOneAfterAnother ? known.reduce((sum, length) => sum + length, 0) : Math.max(...known);
}
