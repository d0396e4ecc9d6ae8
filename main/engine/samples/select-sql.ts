import { bucketStart as bucketStartMs } from '#core/metrics/interval.ts';
import type { RangeQuery, SelectTarget, TagFilter } from '#core/metrics/query.ts';
import { columnName, pointsTable, seriesTable } from './physical.ts';
import { sqlString } from './sql-text.ts';
import type { FieldType } from './store.ts';

/** What a query needs to know of a measurement. */
export interface MeasurementShape {
  id: number;
  fields: { name: string; type: FieldType; ordinal: number }[];
  tags: { name: string; ordinal: number }[];
}

/**
 * SQL of one or more fields. Its answer's columns: bucket start (epoch ms), one text column a `groupBy` tag (null when
 * the series has none), one column a field; ordered by tags, then time.
 */
export interface SelectStatement {
  sql: string;
  fields: { name: string; text: boolean }[];
}

export interface SelectPlan {
  statements: SelectStatement[];
  notices: string[];
}

type Aggregate = SelectTarget['aggregate'];

/** A counter's point is compared with the one before it only when that is at most this far away (or five buckets). */
const RATE_REACH_MS = 300_000;
/** ms × 1e6 must stay inside int64. */
const MAX_MS = 9_223_372_036_000;

/** Renders a select target over time buckets: no points in a bucket, no row. */
export function renderSelect(query: RangeQuery, target: SelectTarget, shape: MeasurementShape): SelectPlan {
  const notices: string[] = [];
  const fields: MeasurementShape['fields'] = [];
  for (const name of new Set(target.fields)) {
    const field = shape.fields.find((one) => one.name === name);
    if (field === undefined) notices.push(`No field ${name} in ${target.measurement}.`);
    else if (field.type === 'string' && (target.transform === 'rate' || !worksOnText(target.aggregate))) {
      notices.push(`${name} is text: only first, last and count work on it.`);
    } else fields.push(field);
  }
  for (const tag of target.groupBy) {
    if (!shape.tags.some((one) => one.name === tag)) notices.push(`No tag ${tag} in ${target.measurement}.`);
  }
  if (fields.length === 0) return { statements: [], notices };
  const context: Context = { query, target, shape, scope: new Scope(target, shape) };
  if (target.transform === 'rate') {
    return {
      statements: fields.map((field) => ({
        sql: rateSql(context, field),
        fields: [{ name: field.name, text: false }],
      })),
      notices,
    };
  }
  const columns = fields.map((field) => ({
    name: field.name,
    text: field.type === 'string' && target.aggregate !== 'count',
  }));
  return { statements: [{ sql: plainSql(context, fields), fields: columns }], notices };
}

const worksOnText = (aggregate: Aggregate): boolean => ['first', 'last', 'count'].includes(aggregate);

interface Context {
  query: RangeQuery;
  target: SelectTarget;
  shape: MeasurementShape;
  scope: Scope;
}

/** Which series a target reads and how they are grouped. */
class Scope {
  readonly tagExpressions: string[];
  readonly conditions: string[];
  readonly needsSeries: boolean;

  constructor(target: SelectTarget, shape: MeasurementShape) {
    const find = (name: string) => shape.tags.find((tag) => tag.name === name);
    this.tagExpressions = target.groupBy.map((name) => {
      const tag = find(name);
      return tag === undefined ? 'NULL::VARCHAR' : `s.${columnName(tag.ordinal)}`;
    });
    this.conditions = target.filters.map((filter) => {
      const tag = find(filter.tag);
      // An absent tag compares as empty text, as in InfluxDB.
      return condition(tag === undefined ? "''" : `coalesce(s.${columnName(tag.ordinal)}, '')`, filter);
    });
    this.needsSeries = target.groupBy.length > 0 || target.filters.length > 0;
  }

  join(shape: MeasurementShape, left: string): string {
    return this.needsSeries ? ` JOIN ${seriesTable(shape.id)} s ON s.series = ${left}.series` : '';
  }
}

function condition(expression: string, filter: TagFilter): string {
  const values = typeof filter.value === 'string' ? [filter.value] : filter.value;
  const list = values.map(sqlString).join(', ');
  switch (filter.op) {
    case '=':
    case 'in':
      return values.length === 0 ? 'false' : `${expression} IN (${list})`;
    case '!=':
      return values.length === 0 ? 'true' : `${expression} NOT IN (${list})`;
    case 'regex':
      return `(${values.map((value) => `regexp_full_match(${expression}, ${sqlString(value)})`).join(' OR ') || 'false'})`;
    case 'not-regex':
      return `NOT (${values.map((value) => `regexp_full_match(${expression}, ${sqlString(value)})`).join(' OR ') || 'false'})`;
  }
}

/** A time of the store, from epoch ms. */
export function timeLiteral(ms: number): string {
  const bounded = Math.min(MAX_MS, Math.max(-MAX_MS, ms));
  return `make_timestamp_ns(${BigInt(Math.round(bounded * 1000)) * 1000n})`;
}

function width(query: RangeQuery): bigint {
  return BigInt(Math.max(1, Math.round(query.interval * 1000))) * 1000n;
}

const bucketStart = (expression: string, query: RangeQuery): string =>
  `(${expression} // ${width(query)})::DOUBLE * ${Number(width(query)) / 1e6}`;

function scaled(expression: string, scale: number): string {
  return scale === 1 ? expression : `${expression} * ${scale}::DOUBLE`;
}

function grouping(context: Context): { group: string; order: string } {
  const positions = context.scope.tagExpressions.map((_, index) => String(index + 2));
  return { group: ['1', ...positions].join(', '), order: [...positions, '1'].join(', ') };
}

function plainSql({ query, target, shape, scope }: Context, fields: MeasurementShape['fields']): string {
  const values = fields.map((field) => {
    const column = `m.${columnName(field.ordinal)}`;
    if (field.type === 'string')
      return target.aggregate === 'count'
        ? `(${overPoints('count', column)})::DOUBLE`
        : overPoints(target.aggregate, column);
    const number = field.type === 'boolean' ? `${column}::INTEGER` : column;
    return scaled(`(${overPoints(target.aggregate, number)})::DOUBLE`, target.scale);
  });
  const where = [`m.time >= ${timeLiteral(query.from)}`, `m.time < ${timeLiteral(query.to)}`, ...scope.conditions];
  const { group, order } = grouping({ query, target, shape, scope });
  return `SELECT ${[bucketStart('epoch_ns(m.time)', query), ...scope.tagExpressions, ...values].join(', ')}
FROM ${pointsTable(shape.id)} m${scope.join(shape, 'm')}
WHERE ${where.join(' AND ')}
GROUP BY ${group} ORDER BY ${order}`;
}

function overPoints(aggregate: Aggregate, column: string): string {
  switch (aggregate) {
    case 'mean':
      return `avg(${column})`;
    case 'last':
      // arg_max skips neither the null value nor its time: without the filter the newest row without the field wins.
      return `arg_max(${column}, m.time) FILTER (WHERE ${column} IS NOT NULL)`;
    case 'first':
      return `arg_min(${column}, m.time) FILTER (WHERE ${column} IS NOT NULL)`;
    case 'count':
      // A bucket with other fields' points only has none of this one: a gap, not a zero.
      return `nullif(count(${column}), 0)`;
    default:
      return `${aggregate}(${column})`;
  }
}

/**
 * Per-second rate: differences of neighbouring points of every series, negative ones (a counter that started again)
 * dropped; per series and bucket total difference by total time; the aggregate then works over the series of a group.
 * A bucket that is not over at the end of the range is left out: its few points would show as a drop.
 */
function rateSql(context: Context, field: MeasurementShape['fields'][number]): string {
  const { query, target, shape, scope } = context;
  const reach = Math.max(RATE_REACH_MS, query.interval * 5);
  const column = `m.${columnName(field.ordinal)}`;
  const where = [
    `m.time >= ${timeLiteral(query.from - reach)}`,
    `m.time < ${timeLiteral(bucketStartMs(query.to, query.interval))}`,
    `${column} IS NOT NULL`,
  ];
  const { group, order } = grouping(context);
  return `WITH points AS (
  SELECT m.series, epoch_ns(m.time) AS ns, ${column}::DOUBLE AS v FROM ${pointsTable(shape.id)} m${scope.join(shape, 'm')}
  WHERE ${[...where, ...scope.conditions].join(' AND ')}
), steps AS (
  SELECT series, ns, (ns - lag(ns) OVER w) / 1e9 AS dt, v - lag(v) OVER w AS dv FROM points
  WINDOW w AS (PARTITION BY series ORDER BY ns)
), rates AS (
  SELECT series, ns // ${width(query)} AS bucket, max(ns) AS ns, ${withinSeries(target.aggregate)} AS rate FROM steps
  WHERE dt > 0 AND dt <= ${reach / 1000} AND dv >= 0 AND ns >= ${BigInt(Math.round(query.from * 1000)) * 1000n}
  GROUP BY series, bucket
)
SELECT ${[`bucket::DOUBLE * ${Number(width(query)) / 1e6}`, ...scope.tagExpressions, scaled(`(${overSeries(target.aggregate)})::DOUBLE`, target.scale)].join(', ')}
FROM rates${scope.needsSeries ? ` JOIN ${seriesTable(shape.id)} s ON s.series = rates.series` : ''}
GROUP BY ${group} ORDER BY ${order}`;
}

function withinSeries(aggregate: Aggregate): string {
  switch (aggregate) {
    case 'mean':
    case 'sum':
      return 'sum(dv) / sum(dt)';
    case 'min':
    case 'max':
      return `${aggregate}(dv / dt)`;
    case 'last':
      return 'arg_max(dv / dt, ns)';
    case 'first':
      return 'arg_min(dv / dt, ns)';
    case 'count':
      return 'count(*)';
  }
}

function overSeries(aggregate: Aggregate): string {
  switch (aggregate) {
    case 'mean':
      return 'avg(rate)';
    case 'last':
      return 'arg_max(rate, rates.ns)';
    case 'first':
      return 'arg_min(rate, rates.ns)';
    case 'count':
      return 'sum(rate)';
    default:
      return `${aggregate}(rate)`;
  }
}
