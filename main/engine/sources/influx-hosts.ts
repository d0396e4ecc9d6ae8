import { influxqlIdentifier } from '#core/metrics/influxql.ts';
import { type InfluxqlResult, rowsOf } from '#core/metrics/influxql-answer.ts';
import { gapIntervals, gapWindow, type HostSighting, hostLookback } from './adapter.ts';
import type { InfluxConnection } from './influx-connection.ts';
import { influxHostMeasurements, influxSampleFields } from './influx-metadata.ts';

/** Measurements looked at for last-seen times; more would make the page slow on a large store. */
const maxHostMeasurements = 60;
/** Measurements whose points tell a host's rhythm best: one series a host, sent at every interval. */
const rhythmPreference = ['mem', 'system', 'swap', 'processes', 'kernel', 'cpu'];

/** Every host under a `host` tag, with when it was last seen in each measurement, its rhythm and its pauses. */
export async function influxHosts(
  connection: InfluxConnection,
  now: number,
  signal: AbortSignal,
): Promise<HostSighting[]> {
  const byMeasurement = await influxHostMeasurements(connection, signal);
  const rank = (name: string) =>
    rhythmPreference.includes(name) ? rhythmPreference.indexOf(name) : rhythmPreference.length;
  const names = [...byMeasurement.keys()]
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .slice(0, maxHostMeasurements);
  const fields = await influxSampleFields(connection, names, signal);
  const asked = names.flatMap((name) => {
    const field = fields.get(name);
    return field === undefined ? [] : [{ name, field }];
  });
  const hosts = new Map<string, HostSighting>();
  for (const [measurement, values] of byMeasurement) {
    for (const name of values) {
      const host = hosts.get(name) ?? { name, intervalMs: null, gaps: [], measurements: [] };
      host.measurements.push({ name: measurement, lastSeenAt: null });
      hosts.set(name, host);
    }
  }
  if (asked.length === 0) return [...hosts.values()];
  const since = `time >= ${now - hostLookback}ms`;
  const lasts = asked.map(
    ({ name, field }) =>
      `SELECT LAST(${influxqlIdentifier(field)}) FROM ${influxqlIdentifier(name)} WHERE ${since} GROUP BY "host"`,
  );
  const results = await connection.influxql(lasts.join('; '), signal);
  for (const [index, result] of results.entries()) noteLastSeen(result, asked[index]?.name ?? '', hosts);
  const rhythm = asked[0];
  if (rhythm) await noteRhythm(connection, rhythm, hosts, now, signal);
  return [...hosts.values()];
}

function noteLastSeen(result: InfluxqlResult, measurement: string, hosts: Map<string, HostSighting>): void {
  for (const series of result.series) {
    const entry = hosts.get(series.tags?.['host'] ?? '')?.measurements.find((one) => one.name === measurement);
    const time = rowsOf(series)[0]?.[series.columns.indexOf('time')];
    if (entry && typeof time === 'number') entry.lastSeenAt = time;
  }
}

/** Median distance of points and the pauses, both computed by the store; only pauses travel, not the points. */
async function noteRhythm(
  connection: InfluxConnection,
  rhythm: { name: string; field: string },
  hosts: Map<string, HostSighting>,
  now: number,
  signal: AbortSignal,
): Promise<void> {
  const from = `FROM ${influxqlIdentifier(rhythm.name)} WHERE time >= ${now - gapWindow}ms`;
  const elapsed = `SELECT ELAPSED(${influxqlIdentifier(rhythm.field)}, 1ms) AS pause ${from} GROUP BY "host"`;
  const median = await connection.one(`SELECT MEDIAN(pause) FROM (${elapsed}) WHERE pause > 0 GROUP BY "host"`, signal);
  let least = Number.POSITIVE_INFINITY;
  for (const series of median.series) {
    const host = hosts.get(series.tags?.['host'] ?? '');
    const value = rowsOf(series)[0]?.[1];
    if (!host || typeof value !== 'number') continue;
    host.intervalMs = value;
    least = Math.min(least, value);
  }
  if (!Number.isFinite(least)) return;
  const pauses = await connection.one(
    `SELECT pause FROM (${elapsed}) WHERE pause > ${Math.floor(gapIntervals * least)} GROUP BY "host"`,
    signal,
  );
  for (const series of pauses.series) {
    const host = hosts.get(series.tags?.['host'] ?? '');
    if (!host || host.intervalMs === null) continue;
    for (const [to, pause] of rowsOf(series)) {
      if (typeof to === 'number' && typeof pause === 'number' && pause > gapIntervals * host.intervalMs) {
        host.gaps.push({ from: to - pause, to });
      }
    }
  }
}
