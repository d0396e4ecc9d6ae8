import type { Range } from '#core/contract/boards.ts';
import type { Target } from '#core/metrics/query.ts';

/** What a subscriber wants to know, variables filled in. */
export interface Question {
  sourceId: string;
  target: Target;
  range: Range;
  /** Bucket width, ms. */
  interval: number;
  /** ms the data is moved forward: 0, or a week for "same time last week". */
  shift: number;
}

/**
 * Questions of one key share one query. The length of a relative range is not part of it: the longest window that is
 * open decides how much is held.
 */
export function questionKey(question: Question): string {
  const { sourceId, target, range, interval, shift } = question;
  const span = range.kind === 'relative' ? 'moving' : `${range.from}-${range.to}`;
  return JSON.stringify([sourceId, sorted(target), interval, shift, span]);
}

/** The same value with the names of all objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, inner]) => [name, sorted(inner)]);
}

/** Whether a part of the range can be asked for alone: raw text without buckets gives one value for the whole of it. */
export function isBucketed(target: Target): boolean {
  return target.kind === 'select' || target.language === 'promql' || /\$__interval/.test(target.text);
}
