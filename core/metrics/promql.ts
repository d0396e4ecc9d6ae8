import { durationLiteral } from './interval.ts';
import type { RangeQuery, SelectTarget, TagFilter } from './query.ts';
import { QueryError } from './query-error.ts';

/** Label that tells the fields of one select target apart in a Prometheus answer. */
export const fieldLabel = 'wf_field';

/** PromQL string literal. */
export function promqlString(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** A name as Prometheus takes it, as Telegraf's Prometheus output makes it: other characters become `_`. */
export function promqlName(name: string): string {
  const safe = name.replaceAll(/[^a-zA-Z0-9_]/g, '_');
  return /^[0-9]/.test(safe) || safe === '' ? `_${safe}` : safe;
}

/** Metric of a measurement's field: `cpu` and `usage_idle` make `cpu_usage_idle`. */
export function promqlMetric(measurement: string, field: string): string {
  return promqlName(`${measurement}_${field}`);
}

const escapeRegex = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function matcher(filter: TagFilter): string {
  const label = promqlName(filter.tag);
  const values = typeof filter.value === 'string' ? [filter.value] : filter.value;
  const single = values.length === 1 ? (values[0] ?? '') : undefined;
  const listed = values.map(escapeRegex).join('|');
  switch (filter.op) {
    case '=':
    case 'in':
      if (values.length === 0) return `${label}="",${label}!=""`;
      return single === undefined ? `${label}=~${promqlString(listed)}` : `${label}=${promqlString(single)}`;
    case '!=':
      return single === undefined ? `${label}!~${promqlString(listed)}` : `${label}!=${promqlString(single)}`;
    case 'regex':
      return `${label}=~${promqlString(values.join('|'))}`;
    case 'not-regex':
      return `${label}!~${promqlString(values.join('|'))}`;
  }
}

const overTime = {
  mean: ['avg', 'avg_over_time'],
  min: ['min', 'min_over_time'],
  max: ['max', 'max_over_time'],
  sum: ['sum', 'sum_over_time'],
  count: ['sum', 'count_over_time'],
  last: ['max', 'last_over_time'],
} as const;

/** Window of a rate, ms: at least four points of the source, as Grafana's `$__rate_interval` has it. */
export function rateWindow(interval: number, sourceInterval: number): number {
  return Math.max(interval + sourceInterval, 4 * sourceInterval);
}

/**
 * A select target as one PromQL expression; the fields are told apart by the label {@link fieldLabel}. Meant to be
 * evaluated at the last millisecond of each bucket.
 *
 * @throws QueryError `unsupported` for `first`, which PromQL cannot say
 */
export function renderPromql(target: SelectTarget, interval: number, sourceInterval: number): string {
  if (target.aggregate === 'first') {
    throw new QueryError(
      'unsupported',
      'Prometheus cannot answer "first"; mean, min, max, sum, count and last can be asked.',
    );
  }
  const [across, within] = overTime[target.aggregate];
  const matchers = target.filters.map(matcher).join(',');
  const by = target.groupBy.map(promqlName).join(', ');
  const series = (field: string) => `${promqlMetric(target.measurement, field)}{${matchers}}`;
  const value = (field: string) =>
    target.transform === 'rate'
      ? `rate(${series(field)}[${durationLiteral(rateWindow(interval, sourceInterval))}])`
      : `${within}(${series(field)}[${durationLiteral(interval)}])`;
  const named = (field: string) =>
    `label_replace(${across} by (${by}) (${value(field)}), "${fieldLabel}", ${promqlString(field.replaceAll('$', '$$$$'))}, "", "")`;
  return target.fields.map(named).join(' or ');
}

/**
 * Where Prometheus must be asked so that its answers are buckets [start, start + interval): at each bucket's last
 * millisecond. A rate over an unfinished bucket would come out too low, so those are left out.
 * `undefined` when no bucket is left.
 */
export function promqlSteps(
  range: Pick<RangeQuery, 'from' | 'to' | 'interval'>,
  rate: boolean,
):
  | {
      start: number;
      end: number;
      step: number /** Add to an evaluation time to get its bucket's start. */;
      move: number;
    }
  | undefined {
  const { interval } = range;
  const first = Math.floor(range.from / interval) * interval;
  const count = rate ? Math.floor((range.to - first) / interval) : Math.ceil((range.to - first) / interval);
  if (count < 1) return undefined;
  return { start: first + interval - 1, end: first + count * interval - 1, step: interval, move: 1 - interval };
}
