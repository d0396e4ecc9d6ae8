import type { Plan } from '#core/contract/loadtests.ts';
import type { PlanHost, PlanInspection, PlanThreadGroup } from './plan-types.ts';

/** What the contract tells of a plan, less what only its place on the disk can say. */
export type PlanDescription = Pick<Plan, 'name' | 'threadGroups' | 'parameters' | 'hosts' | 'warnings'>;

/** Puts an inspection into the contract's words. Paths become texts with ` › ` between the names. */
export function describePlan(inspection: PlanInspection): PlanDescription {
  return {
    name: inspection.name,
    threadGroups: inspection.threadGroups.map(groupOf),
    parameters: inspection.parameters.map(({ name, defaultValue, usedIn }) => ({
      name,
      defaultValue,
      usedIn: [...new Set(usedIn.map((use) => describePath(use.path)))],
    })),
    hosts: inspection.hosts.map((host) => ({
      target: targetOf(host),
      known: host.resolved,
      usedIn: host.usedIn.map(describePath),
    })),
    warnings: inspection.warnings.map(({ code, path, detail }) => ({ code, where: describePath(path), detail })),
  };
}

export function describePath(path: readonly string[]): string {
  return path.join(' › ');
}

/** `scheme://host:port`, without a port where the plan gives none. */
export function targetOf({ protocol, host, port }: PlanHost): string {
  return `${protocol}://${host}${port === null ? '' : `:${port}`}`;
}

function groupOf(group: PlanThreadGroup): PlanDescription['threadGroups'][number] {
  return {
    name: group.name,
    kind: group.kind,
    enabled: group.enabled,
    threads: group.threads ?? '',
    threadsResolved: numberOf(group.threads),
    rampSeconds: group.rampUpSeconds ?? '',
    loops: group.loops ?? '',
    durationSeconds: group.durationSeconds ?? '',
    durationResolved: numberOf(group.durationSeconds),
  };
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
