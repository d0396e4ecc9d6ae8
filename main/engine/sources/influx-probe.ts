import type { Probe } from '#core/contract/sources.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import type { AdapterContext } from './adapter.ts';
import type { HttpAnswer } from './http.ts';
import type { InfluxConnection } from './influx-connection.ts';
import { noteClock, probed } from './probing.ts';

/** Measurements counted at most; a probe is no inventory. */
const countedMeasurements = 10_000;

/**
 * Address, product, credentials, database, in this order. Notices are machine words: `version-mismatch:V` (another
 * line of InfluxDB than chosen), `clock-offset-ms:N`, `no-database`, `databases-not-listed`, `no-measurements`.
 */
export function influxProbe(
  connection: InfluxConnection,
  context: AdapterContext,
  expected: RegExp,
  signal: AbortSignal,
): Promise<Probe> {
  const { config, clock } = context;
  return probed(async (notes) => {
    const startedAt = clock.monotonic();
    const ping = await connection.http.raw({ path: '/ping', signal });
    notes.latencyMs = Math.round(clock.monotonic() - startedAt);
    notes.version = versionOf(ping);
    // 3.x may ask for a token even here; the query below says so better.
    if (notes.version === null && ping.status !== 401 && ping.status !== 403) {
      throw new SourceError('bad-answer', 'This address answers, but it is not InfluxDB: /ping names no version.');
    }
    if (notes.version !== null && !expected.test(notes.version))
      notes.notices.push(`version-mismatch:${notes.version}`);
    noteClock(notes, ping.headers.date, clock);
    try {
      notes.databases = await connection.column('SHOW DATABASES', 'name', signal);
    } catch (error) {
      // A user of 1.x without admin rights, or a token of one bucket, may not list them; the next step decides.
      if (!(error instanceof SourceError) || (error.code !== 'query' && error.code !== 'unauthorized')) throw error;
      notes.notices.push('databases-not-listed');
    }
    if (config.database === '') {
      notes.notices.push('no-database');
      throw new SourceError('not-found', 'Name the database or bucket to read.');
    }
    if (!notes.notices.includes('databases-not-listed') && !notes.databases.includes(config.database)) {
      throw new SourceError('not-found', `There is no database or bucket "${config.database}" here.`);
    }
    const names = await connection.column(`SHOW MEASUREMENTS LIMIT ${countedMeasurements}`, 'name', signal);
    notes.measurements = names.length;
    if (names.length === 0) notes.notices.push('no-measurements');
  }, connection.secrets);
}

/** Version by the header of 1.x and 2.x, or by the body of 3.x. */
function versionOf(ping: HttpAnswer): string | null {
  const header = ping.headers['x-influxdb-version'];
  if (typeof header === 'string' && header !== '') return header;
  try {
    const body: unknown = JSON.parse(ping.text);
    const version: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'version') : undefined;
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}
