import type { Run } from '#core/contract/loadtests.ts';
import type { PlanFileInspection } from './files/plan-file.ts';
import { plannedLength } from './planned-length.ts';
import type { StartOrder } from './start-order.ts';

/** The record of a run at the moment it is entered: nothing measured, its JVM not started yet. */
export function newRun(about: {
  id: string;
  number: number;
  order: StartOrder;
  plan: PlanFileInspection;
  targets: string[];
  commit: Run['commit'];
  /** Epoch ms. */
  at: number;
  by: string;
  generator: Run['generator'];
  folder: string;
}): Run {
  const { id, number, order, plan, targets, commit, generator, folder } = about;
  return {
    id,
    number,
    name: order.name,
    state: 'preparing',
    end: null,
    reason: null,
    detail: null,
    startedAt: about.at,
    firstSampleAt: null,
    endedAt: null,
    startedBy: about.by,
    planPath: plan.path,
    planHash: plan.hash,
    commit,
    values: order.values,
    hosts: targets,
    generator,
    plannedMs: plannedLength(plan.inspection),
    liveSourceId: order.liveSourceId,
    total: null,
    tail: { rows: 0, skipped: 0, cut: false, lagMs: null },
    folder,
  };
}
