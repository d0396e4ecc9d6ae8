import type { Run, Statistics } from '#core/contract/loadtests.ts';
import type { Formats, StatusKind } from '../../ui/index.ts';

/** How a run stands, as the screen names it: one word for state and end. */
export type RunStanding =
  | 'preparing'
  | 'running'
  | 'stopping'
  | 'completed'
  /** It ended as planned, but not a single sample was taken. */
  | 'empty'
  | 'stopped'
  | 'killed'
  | 'failed'
  | 'lost'
  | 'diskFull';

/** State while it lives, end once it is over. */
export function standingOf({ state, end, total }: Pick<Run, 'state' | 'end' | 'total'>): RunStanding {
  if (state !== 'ended') return state;
  if (end === 'disk-full') return 'diskFull';
  if (end === 'completed' && (total?.samples ?? 0) === 0) return 'empty';
  return end ?? 'lost';
}

/** Silhouettes: a completed run is quiet, squares speak about the measuring itself. */
export const standingGlyphs: Readonly<Record<RunStanding, StatusKind>> = {
  preparing: 'pending',
  running: 'running',
  stopping: 'pending',
  completed: 'pass',
  empty: 'inconclusive',
  stopped: 'stopped',
  killed: 'stopped',
  failed: 'fail',
  lost: 'nodata',
  diskFull: 'source',
};

/** Time from the first start to the last end of samples, ms, as their rate implies it; `null` when it is not known. */
export function spanOf({ samples, throughput }: Pick<Statistics, 'samples' | 'throughput'>): number | null {
  return samples > 0 && throughput > 0 ? (samples / throughput) * 1000 : null;
}

/**
 * A live run: how long ago it was started, ms. An ended one: how long it measured, from its first sample on, or how long it
 * was up when it measured nothing. What its samples span is the least: the end of a killed run is known by its files only.
 */
export function lengthOf(run: Pick<Run, 'startedAt' | 'firstSampleAt' | 'endedAt' | 'total'>, now: number): number {
  if (run.endedAt === null) return Math.max(0, now - run.startedAt);
  const span = run.total === null ? null : spanOf(run.total);
  return Math.max(0, run.endedAt - (run.firstSampleAt ?? run.startedAt), span ?? 0);
}

/** A length in words: as a clock, but in milliseconds below a second, where a clock would say nothing. */
export function lengthText(ms: number, format: Pick<Formats, 'elapsed' | 'duration'>): string {
  return ms < 1000 ? format.duration(ms) : format.elapsed(ms);
}

/** File name of a path of either kind of system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
