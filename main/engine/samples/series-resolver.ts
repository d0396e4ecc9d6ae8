import { parseHead } from '#core/metrics/line-protocol-head.ts';
import type { LineScanner } from '#core/metrics/line-protocol-scanner.ts';
import type { HostActivity } from './host-activity.ts';
import type { StoreLimits } from './limits.ts';
import { CONTROL, checkName, Refusal } from './refusal.ts';
import { Measurement, type Series, type SeriesCatalog, seriesKey } from './series-catalog.ts';

/** Finds or makes the series of a line, within the store's limits. */
export class SeriesResolver {
  readonly #catalog: SeriesCatalog;
  readonly #hosts: HostActivity;
  readonly #limits: StoreLimits;

  constructor(catalog: SeriesCatalog, hosts: HostActivity, limits: StoreLimits) {
    this.#catalog = catalog;
    this.#hosts = hosts;
    this.#limits = limits;
  }

  /** The series of a line whose head was not seen before. */
  resolve(scanner: LineScanner, headText: string): Series | Refusal {
    const head = parseHead(scanner.bytes, scanner.headStart, scanner.headEnd);
    if (typeof head === 'string') return new Refusal('parse', head);
    const catalog = this.#catalog;
    const limits = this.#limits;
    const known = catalog.measurements.get(head.measurement);
    const key = seriesKey(head.tags);
    let series = known?.series.get(key);
    if (series === undefined) {
      const refusal = this.#checkHead(head.measurement, head.tags, known);
      if (refusal !== undefined) return refusal;
      series = this.#addSeries(known ?? this.#addMeasurement(head.measurement), key, new Map(head.tags));
    }
    // Many spellings of few tag sets must not fill the memory.
    if (catalog.heads.size >= limits.series * 2) catalog.heads.clear();
    catalog.heads.set(headText, series);
    return series;
  }

  #checkHead(
    name: string,
    tags: readonly (readonly [string, string])[],
    known: Measurement | undefined,
  ): Refusal | undefined {
    const limits = this.#limits;
    if (this.#catalog.seriesCount >= limits.series)
      return new Refusal('limit', `the store holds its ${limits.series} series`);
    if (known === undefined && this.#catalog.measurements.size >= limits.measurements) {
      return new Refusal('limit', `the store holds its ${limits.measurements} measurements`);
    }
    const refusal = checkName(limits, 'measurement', name);
    if (refusal !== undefined) return refusal;
    let columns = known?.columnCount ?? 0;
    for (const [tag, value] of tags) {
      const bad = tag === 'time' ? new Refusal('parse', 'input tag "time" is reserved') : checkName(limits, 'tag', tag);
      if (bad !== undefined) return bad;
      if (value.length > limits.tagValueLength) {
        return new Refusal('limit', `tag ${tag} longer than ${limits.tagValueLength} characters`);
      }
      if (CONTROL.test(value)) return new Refusal('parse', `control character in tag ${tag}`);
      if (known?.tagIndex.has(tag) !== true) columns += 1;
    }
    return columns > limits.columnsPerMeasurement
      ? new Refusal('limit', `measurement ${name} may have ${limits.columnsPerMeasurement} fields and tags`)
      : undefined;
  }

  #addMeasurement(name: string): Measurement {
    const measurement = new Measurement(this.#catalog.nextMeasurement++, name);
    this.#catalog.measurements.set(name, measurement);
    this.#catalog.changes.measurements.push(measurement);
    return measurement;
  }

  #addSeries(measurement: Measurement, key: string, tags: ReadonlyMap<string, string>): Series {
    for (const [tag, value] of tags) {
      if (value === '' || measurement.tagIndex.has(tag)) continue;
      this.#catalog.changes.tags.push({ measurement, column: measurement.addTag(tag) });
    }
    const host = tags.get('host');
    const series: Series = {
      id: this.#catalog.nextSeries++,
      measurement,
      tagValues: measurement.tags.map((column) => tags.get(column.name)),
      host: host === undefined || host === '' ? undefined : this.#hosts.track(host, measurement.name),
      seconds: Number.NEGATIVE_INFINITY,
      nanos: 0,
      row: 0,
      generation: 0,
    };
    measurement.series.set(key, series);
    this.#catalog.seriesCount += 1;
    this.#catalog.changes.series.push(series);
    return series;
  }
}
