import type { IntervalAggregate, IntervalPart, LabelInterval } from './seconds-types.ts';

/**
 * One point in the schema of JMeter's InfluxdbBackendListenerClient. All fields are floats, as JMeter sends them: an
 * integer in the same measurement would be refused by the store.
 */
export interface ListenerPoint {
  measurement: 'jmeter' | 'events';
  /** Never an empty value. */
  tags: Record<string, string>;
  fields: Record<string, number | string>;
  /** Epoch ms. */
  time: number;
}

export interface ListenerOptions {
  /** The `application` tag, by which boards choose the test. */
  application: string;
  /** Further tags, e.g. `{ runId, commit, host }`; empty values are left out. */
  tags?: Readonly<Record<string, string>>;
  /** Percentiles 0..100; 99, 95, 90 when absent, as JMeter ships. */
  percentiles?: readonly number[];
}

const DEFAULT_PERCENTILES = [99, 95, 90];

/**
 * Points of one interval: each label by status (`statut` all, ok, ko, none without samples), its errors by code, the
 * total (`transaction=all`) and the threads (`transaction=internal`); time is the interval's end. Names as JMeter's
 * listener, numbers better: percentiles are exact for the interval (JMeter's slide over 100 samples), avg, min and max
 * of `all` cover all samples (JMeter's only the successful), and Transaction Controllers are in no total.
 * Sent again for an interval that got late rows, the points replace the earlier ones.
 */
export function listenerPoints(aggregate: IntervalAggregate, options: ListenerOptions): ListenerPoint[] {
  const points: ListenerPoint[] = [];
  for (const label of aggregate.labels) points.push(...labelPoints(label, options));
  const { total, threads, to } = aggregate;
  if (total.all.count > 0) {
    const fields = { ...partFields(total.all, options), countError: total.ko.count };
    points.push(point(options, { transaction: 'all', statut: 'all' }, fields, to));
  }
  if (threads.min !== null && threads.max !== null && threads.mean !== null && threads.last !== null) {
    const fields = {
      minAT: threads.min,
      maxAT: threads.max,
      meanAT: threads.mean,
      startedT: threads.started,
      endedT: Math.max(0, threads.started - threads.last),
    };
    points.push(point(options, { transaction: 'internal' }, fields, to));
  }
  return points;
}

/** The annotation JMeter writes when a test starts or ends. */
export function eventPoint(
  options: ListenerOptions & { testName: string; state: 'started' | 'ended'; time: number },
): ListenerPoint {
  const { testName, state, time } = options;
  return {
    ...point(options, { title: 'ApacheJMeter' }, { text: `${testName} ${state}` }, time),
    measurement: 'events',
  };
}

/** Line protocol with nanosecond times, one line a point. */
export function toLines(points: readonly ListenerPoint[]): string {
  return points.map((one) => `${lineOf(one)}\n`).join('');
}

function labelPoints(interval: LabelInterval, options: ListenerOptions): ListenerPoint[] {
  const points: ListenerPoint[] = [];
  const transaction = interval.label ?? 'all';
  for (const statut of ['ok', 'ko', 'all'] as const) {
    const part = interval[statut];
    if (part.count === 0) continue;
    points.push(point(options, { transaction, statut }, partFields(part, options), interval.to));
  }
  for (const { code, message, count } of interval.errors) {
    points.push(point(options, { transaction, ...errorTags(code, message) }, { count }, interval.to));
  }
  return points;
}

/** As JMeter's ErrorMetric names errors without a code, without a message, and by an assertion. */
function errorTags(code: string, message: string): Record<string, string> {
  const byAssertion = code === '' && message !== '';
  return {
    responseCode: byAssertion ? 'Assertion failed' : code || '0',
    responseMessage: message.trim() || 'None',
  };
}

function partFields(part: IntervalPart, options: ListenerOptions): Record<string, number> {
  const fields: Record<string, number> = {
    count: part.count,
    avg: part.sum / part.count,
    min: part.min,
    max: part.max,
    hit: part.hits,
    sb: part.sent,
    rb: part.received,
  };
  for (const percentile of options.percentiles ?? DEFAULT_PERCENTILES) {
    const value = part.percentile(percentile);
    // Java prints the float 99 as 99.0.
    if (value !== null)
      fields[`pct${Number.isInteger(percentile) ? percentile.toFixed(1) : String(percentile)}`] = value;
  }
  return fields;
}

function point(
  options: ListenerOptions,
  tags: Record<string, string>,
  fields: Record<string, number | string>,
  time: number,
): ListenerPoint {
  const all = { application: options.application, ...tags, ...options.tags };
  const filled = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  return { measurement: 'jmeter', tags: filled, fields, time };
}

function lineOf({ measurement, tags, fields, time }: ListenerPoint): string {
  const tagText = Object.entries(tags).map(([key, value]) => `,${escapeTag(key)}=${escapeTag(value)}`);
  const fieldText = Object.entries(fields).map(([key, value]) => {
    const text = typeof value === 'number' ? String(value) : `"${value.replace(/[\\"]/g, '\\$&')}"`;
    return `${escapeTag(key)}=${text}`;
  });
  return `${measurement}${tagText.join('')} ${fieldText.join(',')} ${Math.round(time)}000000`;
}

/** Line protocol forbids line ends in tags and a backslash at their end; JMeter escapes space, comma and `=`. */
function escapeTag(text: string): string {
  const flat = text.replace(/[\r\n]+/g, ' ').replace(/\\+$/, '');
  return (flat === '' ? '_' : flat).replace(/[ ,=]/g, '\\$&');
}
