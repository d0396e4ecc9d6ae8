import type { runEnds } from '#core/contract/loadtests.ts';
import type { Marks } from './tail/marks.ts';

export type RunEnd = (typeof runEnds)[number];
export type StopMode = 'graceful' | 'now' | 'kill';

/** Everything that is known about a run whose JVM is gone. Its exit code is not part of it: JMeter's says little. */
export interface Evidence {
  marks: Marks;
  /** The strongest stop that an operator asked for. */
  asked: StopMode | undefined;
  /** Rows in the results file. */
  rows: number;
  /** Rows of it that are in the totals. */
  samples: number;
  /** The results file ends in the middle of a row. */
  cut: boolean;
  /** The disk under the run was seen full while it ran. */
  diskFull: boolean;
  /** It was nearly full when the JVM was found gone. */
  diskLow: boolean;
}

export interface Judgement {
  end: RunEnd;
  /** Machine word; `null` when there is nothing to add. */
  reason: string | null;
  /** What the tool said, or figures that belong to the reason. */
  detail: string | null;
}

/** How a run ended, judged from what JMeter printed and from its results file, never from the exit code. */
export function judgeRun(evidence: Evidence): Judgement {
  const { marks, asked } = evidence;
  const missing = missingRows(evidence);
  const starved = evidence.diskLow && (missing !== null || !marks.endOfRun);
  if (evidence.diskFull || marks.noSpace || starved) return { end: 'disk-full', reason: 'no-space', detail: missing };
  const { failure } = marks;
  if (failure !== undefined && !(failure.reason === 'stop-failed' && asked !== undefined)) {
    return { end: 'failed', reason: failure.reason, detail: failure.line };
  }
  if (marks.endOfRun) return judgeWhole(evidence);
  if (asked === 'kill') return { end: 'killed', reason: 'asked', detail: null };
  // Threads that would not stop: JMeter gives up waiting and ends itself.
  if (asked !== undefined && (marks.tidying || failure !== undefined)) {
    return { end: 'stopped', reason: 'threads-did-not-stop', detail: failure?.line ?? null };
  }
  if (evidence.rows === 0 && marks.firstError !== undefined) {
    return { end: 'failed', reason: 'jmeter-error', detail: marks.firstError };
  }
  return { end: 'lost', reason: 'jvm-gone', detail: evidence.cut ? 'last row cut' : null };
}

function judgeWhole(evidence: Evidence): Judgement {
  const { marks, asked } = evidence;
  if (evidence.rows === 0 && marks.firstError !== undefined && asked === undefined) {
    return { end: 'failed', reason: 'nothing-measured', detail: marks.firstError };
  }
  const missing = missingRows(evidence);
  const end = asked === undefined ? 'completed' : 'stopped';
  if (missing !== null) return { end, reason: 'rows-missing', detail: missing };
  if (evidence.rows === 0) return { end, reason: 'no-samples', detail: null };
  return { end, reason: null, detail: null };
}

/** JMeter's own count against the file's: JMeter does not notice when its results cannot be written. */
function missingRows({ marks, samples }: Evidence): string | null {
  const said = marks.summarised ?? 0;
  return said > samples ? `${samples} of ${said}` : null;
}
