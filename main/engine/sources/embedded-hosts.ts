import type { Frame } from '#core/metrics/frame.ts';
import type { Clock } from '#core/time/clock.ts';
import { sqlName } from '../samples/sql-text.ts';
import type { HostReport, MeasurementSchema, SampleStore } from '../samples/store.ts';
import { gapIntervals, gapWindow, type HostSighting } from './adapter.ts';

/** Rhythms and pauses of the last hour are used again for this long, ms; when a host was last seen is always asked. */
export const rhythmCachedFor = 15_000;

/** How regularly one host sent to one measurement within the last hour. */
interface Rhythm {
  /** Median distance of its times, ms. */
  every: number;
  gaps: HostSighting['gaps'];
}

type Store = Pick<SampleStore, 'query' | 'schema' | 'hosts'>;

/** Hosts of the embedded store: one query a measurement, however many hosts report to it. */
export class EmbeddedHosts {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #rhythms = new Map<string, { at: number; answer: Promise<Map<string, Rhythm>> }>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws StoreError */
  async list(): Promise<HostSighting[]> {
    const [reports, schema] = await Promise.all([this.#store.hosts(), this.#store.schema()]);
    const plain = plainMeasurements(schema);
    return Promise.all(
      reports.map(async (report): Promise<HostSighting> => {
        const chosen = liveliest(report, plain);
        const column = plain.get(chosen?.measurement ?? '');
        const rhythms =
          chosen && column !== undefined
            ? await this.#rhythmsOf(chosen.measurement, column)
            : new Map<string, Rhythm>();
        const rhythm = rhythms.get(report.host);
        return {
          name: report.host,
          intervalMs: rhythm?.every ?? rareInterval(chosen, this.#clock.now()),
          gaps: rhythm?.gaps ?? [],
          measurements: report.measurements.map((one) => ({ name: one.measurement, lastSeenAt: one.lastSeen })),
        };
      }),
    );
  }

  #rhythmsOf(measurement: string, column: string): Promise<Map<string, Rhythm>> {
    const now = this.#clock.monotonic();
    for (const [name, held] of this.#rhythms) if (now - held.at >= rhythmCachedFor) this.#rhythms.delete(name);
    const held = this.#rhythms.get(measurement);
    if (held) return held.answer;
    // Several callers share the answer, so no single one may take it back; the store ends what takes too long.
    const answer = this.#ask(measurement, column);
    this.#rhythms.set(measurement, { at: now, answer });
    answer.catch(() => {
      if (this.#rhythms.get(measurement)?.answer === answer) this.#rhythms.delete(measurement);
    });
    return answer;
  }

  async #ask(measurement: string, column: string): Promise<Map<string, Rhythm>> {
    const now = this.#clock.now();
    const answer = await this.#store.query({
      target: { kind: 'raw', language: 'sql', text: rhythmSql(measurement, column), shape: 'table' },
      from: now - gapWindow,
      to: now,
      interval: 1000,
    });
    return rhythmsIn(answer.frames[0]);
  }
}

/**
 * Measurements that raw SQL reads under their own name, with the column of their `host` tag. Of two that differ only by
 * case one has another name there, and a `$` could be taken for a placeholder.
 */
function plainMeasurements(schema: readonly MeasurementSchema[]): Map<string, string> {
  const seen = new Map<string, number>();
  for (const { measurement } of schema) {
    const folded = measurement.toLowerCase();
    seen.set(folded, (seen.get(folded) ?? 0) + 1);
  }
  return new Map(
    schema.flatMap(({ measurement, tags }): [string, string][] => {
      const column = tags.find((tag) => tag.name === 'host')?.column;
      const plain = seen.get(measurement.toLowerCase()) === 1 && !`${measurement}${column}`.includes('$');
      return plain && column !== undefined ? [[measurement, column]] : [];
    }),
  );
}

/** The measurement whose rhythm stands for the host's: the one that was heard last, of those the most frequent. */
function liveliest(
  report: HostReport,
  plain: ReadonlyMap<string, string>,
): HostReport['measurements'][number] | undefined {
  return report.measurements
    .filter((one) => plain.has(one.measurement))
    .sort((a, b) => b.lastSeen - a.lastSeen || (a.interval ?? 0) - (b.interval ?? 0))[0];
}

/**
 * The interval of a host with too few points in the last hour, as the store remembers it: of one that is gone, or that
 * reports so seldom that an hour holds no two distances. Of any other, few points are a start, and tell no rhythm.
 */
function rareInterval(chosen: HostReport['measurements'][number] | undefined, now: number): number | null {
  if (chosen?.interval === undefined) return null;
  const isGone = chosen.lastSeen < now - gapWindow;
  return isGone || chosen.interval > gapWindow / 3 ? chosen.interval : null;
}

/**
 * One row a pause, and one for each host without any. Times closer than a second are one: a host's series need not carry
 * the very same time. The median is the upper one, of at least two distances; pauses are looked for between buckets as
 * wide as the interval, so that a point which is a little late makes none.
 */
function rhythmSql(measurement: string, column: string): string {
  return `WITH points AS (
    SELECT ${sqlName(column)} AS host, epoch_ns("time") // 1000000 AS ms FROM main.${sqlName(measurement)}
    WHERE $timeFilter AND ${sqlName(column)} IS NOT NULL
  ), moments AS (
    SELECT host, min(ms) AS ms FROM points GROUP BY host, ms // 1000
  ), distances AS (
    SELECT host, ms - lag(ms) OVER (PARTITION BY host ORDER BY ms) AS distance FROM moments
  ), rhythms AS (
    SELECT host, list_sort(list(distance))[count(*) // 2 + 1] AS every FROM distances
    WHERE distance IS NOT NULL GROUP BY host HAVING count(*) >= 2
  ), sizes AS (
    SELECT host, every, greatest(1000, CAST(round(every / 1000) AS BIGINT) * 1000) AS width FROM rhythms
  ), buckets AS (
    SELECT DISTINCT m.host, s.every, m.ms // s.width * s.width AS start FROM moments m JOIN sizes s ON s.host = m.host
  ), steps AS (
    SELECT host, every, lag(start) OVER (PARTITION BY host ORDER BY start) AS earlier, start AS later FROM buckets
  ), gaps AS (
    SELECT host, earlier, later FROM steps WHERE later - earlier > ${gapIntervals} * every
  )
  SELECT r.host AS host, r.every AS every, g.earlier AS earlier, g.later AS later
  FROM rhythms r LEFT JOIN gaps g ON g.host = r.host ORDER BY r.host, g.earlier`;
}

function rhythmsIn(frame: Frame | undefined): Map<string, Rhythm> {
  const rhythms = new Map<string, Rhythm>();
  const valuesOf = (name: string) => frame?.columns.find((column) => column.name === name)?.values ?? [];
  const [every, earlier, later] = [valuesOf('every'), valuesOf('earlier'), valuesOf('later')];
  for (const [row, host] of valuesOf('host').entries()) {
    const distance = every[row];
    if (typeof host !== 'string' || typeof distance !== 'number') continue;
    const rhythm = rhythms.get(host) ?? { every: distance, gaps: [] };
    const [from, to] = [earlier[row], later[row]];
    if (typeof from === 'number' && typeof to === 'number') rhythm.gaps.push({ from, to });
    rhythms.set(host, rhythm);
  }
  return rhythms;
}
