import type { QueryAnswer } from '#core/metrics/frame.ts';
import { scaled, startingAt } from '#core/metrics/frame-columns.ts';
import { influxqlEnd, renderInfluxql } from '#core/metrics/influxql.ts';
import { influxqlFrames } from '#core/metrics/influxql-answer.ts';
import { bucketStart } from '#core/metrics/interval.ts';
import type { RangeQuery, RawTarget, SelectTarget } from '#core/metrics/query.ts';
import { fillRaw } from '#core/metrics/raw.ts';
import { assertReadOnlyInfluxql } from '#core/metrics/read-only.ts';
import type { AdapterContext } from './adapter.ts';
import type { InfluxConnection } from './influx-connection.ts';
import { asSourceError } from './source-error.ts';

/** A select target by InfluxQL. Rows that a rate needed from before the range are cut off again. */
export async function influxSelect(
  connection: InfluxConnection,
  context: AdapterContext,
  target: SelectTarget,
  query: RangeQuery,
  signal: AbortSignal,
): Promise<QueryAnswer> {
  const text = renderInfluxql(target, query, {
    ...(context.config.kind === 'influxdb1' ? { retentionPolicy: context.config.retentionPolicy } : {}),
    sourceInterval: context.config.intervalSeconds * 1000,
  });
  const first = bucketStart(query.from, query.interval);
  const provenance = { sourceId: context.sourceId, query: text, interval: query.interval };
  // Not one bucket of a rate is over yet.
  if (influxqlEnd(target, query) <= first) {
    return { frames: [], provenance: { ...provenance, executedAt: context.clock.now(), notices: [] } };
  }
  const result = await connection.one(text, signal);
  const frames = startingAt(influxqlFrames(result, 'series'), first);
  return {
    frames: scaled(frames, target.scale),
    provenance: { ...provenance, executedAt: context.clock.now(), notices: result.notices },
  };
}

/** Raw InfluxQL: one reading statement. @throws SourceError `query` when it is anything else */
export async function influxRaw(
  connection: InfluxConnection,
  context: AdapterContext,
  target: RawTarget,
  query: RangeQuery,
  signal: AbortSignal,
): Promise<QueryAnswer> {
  const text = fillRaw(target.text, 'influxql', query);
  try {
    assertReadOnlyInfluxql(text);
  } catch (error) {
    throw asSourceError(error);
  }
  const result = await connection.one(text, signal);
  return {
    frames: influxqlFrames(result, target.shape),
    provenance: { sourceId: context.sourceId, query: text, executedAt: context.clock.now(), notices: result.notices },
  };
}
