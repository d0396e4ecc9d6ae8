import { bucketStart, durationLiteral } from './interval.ts';
import type { RangeQuery, SelectTarget, TagFilter } from './query.ts';

/** InfluxQL identifier, always quoted. Escapes as in influxdata/influxql `QuoteIdent`. */
export function influxqlIdentifier(name: string): string {
  return `"${escapeQuoted(name, '"')}"`;
}

/** InfluxQL string literal. Escapes as in influxdata/influxql `QuoteString`. */
export function influxqlString(text: string): string {
  return `'${escapeQuoted(text, "'")}'`;
}

function escapeQuoted(text: string, quote: '"' | "'"): string {
  return text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n');
}

/**
 * InfluxQL regular expression that must match a whole value. No slash and no line break is left inside, so the literal
 * ends where it should under every tokenizer: a slash, escaped or not, becomes `\x2f`.
 */
export function influxqlRegex(pattern: string): string {
  const inner = pattern.replaceAll(/\\?\//g, '\\x2f').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `/^(?:${inner})$/`;
}

const listOf = (value: string | string[]): string[] => (typeof value === 'string' ? [value] : value);

function condition(filter: TagFilter): string {
  const tag = influxqlIdentifier(filter.tag);
  const values = listOf(filter.value);
  // An empty list keeps nothing ("in") or everything (the negations): the tag cannot be both empty and not empty.
  const none = `(${tag} = '' AND ${tag} != '')`;
  const all = `(${tag} = '' OR ${tag} != '')`;
  switch (filter.op) {
    case '=':
    case 'in':
      return values.length === 0
        ? none
        : `(${values.map((value) => `${tag} = ${influxqlString(value)}`).join(' OR ')})`;
    case '!=':
      return values.length === 0
        ? all
        : `(${values.map((value) => `${tag} != ${influxqlString(value)}`).join(' AND ')})`;
    case 'regex':
      return values.length === 0 ? none : `${tag} =~ ${influxqlRegex(values.join('|'))}`;
    case 'not-regex':
      return values.length === 0 ? all : `${tag} !~ ${influxqlRegex(values.join('|'))}`;
  }
}

/** `time >= 1ms AND time < 2ms`, epoch ms. */
export function influxqlTimeFilter(from: number, to: number): string {
  return `time >= ${Math.floor(from)}ms AND time < ${Math.ceil(to)}ms`;
}

/**
 * How far before the range a rate must look, ms: the first point of the range needs the one before it. The rows from
 * before the range are the reader's to drop.
 */
export function rateLookback(target: SelectTarget, interval: number, sourceInterval: number): number {
  if (target.transform !== 'rate') return 0;
  return Math.ceil(Math.max(interval, 3 * sourceInterval) / interval) * interval;
}

/**
 * End of what a target is asked for, epoch ms. The rate of a bucket that still fills up rests on the few points that are
 * there so far: it would dive at the right edge, so such a bucket is left out until it is over.
 */
export function influxqlEnd(target: SelectTarget, range: Pick<RangeQuery, 'to' | 'interval'>): number {
  return target.transform === 'rate' ? bucketStart(range.to, range.interval) : range.to;
}

/**
 * A select target as one InfluxQL statement for 1.x, 2.x and 3.x alike; columns are named after the fields.
 *
 * A rate is taken between neighbouring points of each series and then averaged over the bucket: `derivative(last())`
 * would divide by the bucket's width. What it covers ends at {@link influxqlEnd}.
 */
export function renderInfluxql(
  target: SelectTarget,
  range: Pick<RangeQuery, 'from' | 'to' | 'interval'>,
  options: { retentionPolicy?: string; sourceInterval: number },
): string {
  const policy = options.retentionPolicy ? `${influxqlIdentifier(options.retentionPolicy)}.` : '';
  const table = `${policy}${influxqlIdentifier(target.measurement)}`;
  const from = range.from - rateLookback(target, range.interval, options.sourceInterval);
  const time = influxqlTimeFilter(from, influxqlEnd(target, range));
  const where = [time, ...target.filters.map(condition)].join(' AND ');
  const bucket = `time(${durationLiteral(range.interval)})`;
  const tags = target.groupBy.map(influxqlIdentifier);
  const groups = [bucket, ...tags].join(', ');
  const each = (call: (field: string) => string) =>
    target.fields.map((field) => `${call(influxqlIdentifier(field))} AS ${influxqlIdentifier(field)}`).join(', ');
  const aggregate = (field: string) => `${target.aggregate.toUpperCase()}(${field})`;
  if (target.transform === 'none') {
    return `SELECT ${each(aggregate)} FROM ${table} WHERE ${where} GROUP BY ${groups} fill(none)`;
  }
  const rates = `SELECT ${each((field) => `NON_NEGATIVE_DERIVATIVE(${field}, 1s)`)} FROM ${table} WHERE ${where} GROUP BY *`;
  if (target.aggregate !== 'sum') {
    return `SELECT ${each(aggregate)} FROM (${rates}) WHERE ${time} GROUP BY ${groups} fill(none)`;
  }
  // A sum adds up series, not the several rates one series has within a bucket.
  const means = `SELECT ${each((field) => `MEAN(${field})`)} FROM (${rates}) WHERE ${time} GROUP BY ${bucket}, * fill(none)`;
  return `SELECT ${each(aggregate)} FROM (${means}) WHERE ${time} GROUP BY ${groups} fill(none)`;
}
