import { isAbsolute } from 'node:path';
import { PlanError } from '#core/loadtest/plan-types.ts';
import { inspectPlanFile, type PlanFileInspection, toContractPlan } from './files/plan-file.ts';
import type { ReadPlanText } from './files/plan-thread.ts';
import { LoadtestProblem, pathProblem } from './problem.ts';

export interface StartOrder {
  path: string;
  name: string;
  planHash: string;
  values: Record<string, string>;
  confirmedHosts: string[];
  liveSourceId: string | null;
  heapMegabytes?: number | undefined;
}

/**
 * Reads the plan again and refuses what the operator did not see: another plan (`plan-changed`), or hosts among its
 * targets that were not confirmed (`hosts-not-confirmed`, detail: those hosts).
 */
export async function checkOrder(
  order: StartOrder,
  read?: ReadPlanText,
): Promise<{ plan: PlanFileInspection; targets: string[] }> {
  const plan = await readPlan(order.path, order.values, undefined, read);
  if (plan.hash !== order.planHash) {
    throw new LoadtestProblem('CONFLICT', 'plan-changed', { detail: plan.path, field: 'planHash' });
  }
  const targets = [...new Set(toContractPlan(plan).hosts.map((host) => host.target))];
  const unseen = targets.filter((target) => !order.confirmedHosts.includes(target));
  if (unseen.length > 0) {
    throw new LoadtestProblem('CONFLICT', 'hosts-not-confirmed', {
      detail: unseen.join(', '),
      field: 'confirmedHosts',
    });
  }
  return { plan, targets };
}

/** A plan by its absolute path. Throws LoadtestProblem: `plan-not-xml` and its like, `not-found`, `no-access` … */
export async function readPlan(
  path: string,
  values: Record<string, string>,
  signal?: AbortSignal,
  read?: ReadPlanText,
): Promise<PlanFileInspection> {
  if (!isAbsolute(path)) throw new LoadtestProblem('REFUSED', 'not-absolute', { detail: path, field: 'path' });
  try {
    return await inspectPlanFile(path, values, signal, read);
  } catch (error) {
    if (error instanceof PlanError) {
      const where = error.line === undefined ? '' : ` (${error.line}:${error.column ?? 1})`;
      throw new LoadtestProblem('REFUSED', `plan-${error.code}`, { detail: `${error.message}${where}`, field: 'path' });
    }
    throw pathProblem(error, path);
  }
}
