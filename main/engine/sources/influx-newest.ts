import { influxqlIdentifier } from '#core/metrics/influxql.ts';
import { rowsOf } from '#core/metrics/influxql-answer.ts';
import type { Clock } from '#core/time/clock.ts';
import { gapWindow } from './adapter.ts';
import type { InfluxConnection } from './influx-connection.ts';
import { influxSampleFields } from './influx-metadata.ts';

/** Measurements looked at; the first of Telegraf's come before all others. */
const looked = 8;
const preferred = ['mem', 'system', 'cpu', 'jmeter', 'net', 'disk'];
/** What there is to look at is listed anew this often, ms. */
const listedFor = 10 * 60_000;

/** Asks for the last point of a few measurements within the last hour. The result remembers which ones those are. */
export function influxNewest(
  connection: InfluxConnection,
  clock: Clock,
): (signal: AbortSignal) => Promise<number | null> {
  let lasts: string[] = [];
  let listedAt = Number.NEGATIVE_INFINITY;
  async function list(signal: AbortSignal): Promise<void> {
    const names = await connection.column('SHOW MEASUREMENTS LIMIT 1000', 'name', signal);
    const rank = (name: string) => (preferred.includes(name) ? preferred.indexOf(name) : preferred.length);
    const chosen = names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)).slice(0, looked);
    const fields = await influxSampleFields(connection, chosen, signal);
    lasts = [...fields].map(
      ([name, field]) => `SELECT LAST(${influxqlIdentifier(field)}) FROM ${influxqlIdentifier(name)}`,
    );
    // An empty store may have its first measurement soon.
    listedAt = lasts.length > 0 ? clock.monotonic() : Number.NEGATIVE_INFINITY;
  }
  return async (signal) => {
    if (clock.monotonic() - listedAt >= listedFor) await list(signal);
    if (lasts.length === 0) return null;
    const since = `time >= ${clock.now() - gapWindow}ms`;
    const results = await connection.influxql(lasts.map((last) => `${last} WHERE ${since}`).join('; '), signal);
    const times = results.flatMap((result) =>
      result.series.flatMap((series) => {
        const time = rowsOf(series)[0]?.[series.columns.indexOf('time')];
        return typeof time === 'number' ? [time] : [];
      }),
    );
    return times.length === 0 ? null : Math.max(...times);
  };
}
