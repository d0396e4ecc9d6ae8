import type { Run } from '#core/contract/loadtests.ts';
import type { StatusKind } from '../../ui/index.ts';

/** How a run stands, as the screen names it: one word for state and end. */
export type RunStanding =
  | 'preparing'
  | 'running'
  | 'stopping'
  | 'completed'
  | 'stopped'
  | 'killed'
  | 'failed'
  | 'lost'
  | 'diskFull';

/** State while it lives, end once it is over. */
export function standingOf({ state, end }: Pick<Run, 'state' | 'end'>): RunStanding {
  if (state !== 'ended') return state;
  if (end === 'disk-full') return 'diskFull';
  return end ?? 'lost';
}

/** Silhouettes: a completed run is quiet, squares speak about the measuring itself. */
export const standingGlyphs: Readonly<Record<RunStanding, StatusKind>> = {
  preparing: 'pending',
  running: 'running',
  stopping: 'pending',
  completed: 'pass',
  stopped: 'stopped',
  killed: 'stopped',
  failed: 'fail',
  lost: 'nodata',
  diskFull: 'source',
};

/** How long it ran or has been running, ms: from its first sample where there is one. */
export function lengthOf(run: Pick<Run, 'startedAt' | 'firstSampleAt' | 'endedAt'>, now: number): number {
  return Math.max(0, (run.endedAt ?? now) - (run.firstSampleAt ?? run.startedAt));
}

/** File name of a path of either kind of system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
