import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { RangeQuery } from '#core/metrics/query.ts';
import { rawSeriesFrames, selectFrames, tableFrame } from './answer-frames.ts';
import { loadCatalog } from './catalog-loader.ts';
import { type Database, openDatabase } from './database.ts';
import { HostActivity } from './host-activity.ts';
import { Ingest } from './ingest.ts';
import type { StoreSettings } from './limits.ts';
import type { OwnerCounts } from './messages.ts';
import { columnName, seriesTable, viewColumns } from './physical.ts';
import { RateMeter } from './rate-meter.ts';
import { fillPlaceholders } from './raw-sql.ts';
import { Readers } from './readers.ts';
import { dropOlder } from './retention.ts';
import { renderSelect } from './select-sql.ts';
import { type Measurement, SeriesCatalog } from './series-catalog.ts';
import {
  type MeasurementSchema,
  type SampleAnswer,
  StoreError,
  type WriteOptions,
  type WriteOutcome,
} from './store.ts';
import { Writer } from './writer.ts';

/** The store as the thread that owns the database sees it. */
export class SampleOwner {
  readonly #settings: StoreSettings;
  readonly #database: Database;
  readonly #catalog: SeriesCatalog;
  readonly #hosts: HostActivity;
  readonly #writer: Writer;
  readonly #readers: Readers;
  readonly #meter = new RateMeter();
  #rows: number;

  private constructor(
    settings: StoreSettings,
    database: Database,
    catalog: SeriesCatalog,
    hosts: HostActivity,
    rows: number,
  ) {
    this.#settings = settings;
    this.#database = database;
    this.#catalog = catalog;
    this.#hosts = hosts;
    this.#rows = rows;
    this.#readers = new Readers(database.instance, settings.limits);
    const ingest = new Ingest(catalog, hosts, settings.limits);
    this.#writer = new Writer(database.writer, catalog, ingest, (added, points) => {
      this.#rows += added;
      this.#meter.add(performance.now(), points);
    });
  }

  /** @throws Error when the file cannot be opened */
  static async open(settings: StoreSettings): Promise<SampleOwner> {
    const database = await openDatabase(settings);
    const catalog = new SeriesCatalog();
    const hosts = new HostActivity();
    const rows = await loadCatalog(database.writer, catalog, hosts);
    return new SampleOwner(settings, database, catalog, hosts, rows);
  }

  write(body: Uint8Array, options: WriteOptions): Promise<WriteOutcome> {
    return this.#writer.write(body, options);
  }

  async query(query: RangeQuery, signal: AbortSignal): Promise<SampleAnswer> {
    const { target } = query;
    if (target.kind === 'raw') return this.#rawQuery(query, target.text, target.shape, signal);
    const measurement = this.#catalog.measurements.get(target.measurement);
    if (measurement === undefined || !measurement.stored) {
      return { frames: [], query: '', notices: [`No measurement ${target.measurement}.`] };
    }
    const plan = renderSelect(query, target, storedShape(measurement));
    const answer: SampleAnswer = {
      frames: [],
      query: plan.statements.map((statement) => statement.sql).join(';\n'),
      notices: plan.notices,
    };
    for (const statement of plan.statements) {
      const { columns, cut } = await this.#readers.read(statement.sql, signal);
      answer.frames.push(...selectFrames(target, statement, columns));
      if (cut) answer.notices.push(this.#cutNotice());
    }
    return answer;
  }

  async #rawQuery(
    query: RangeQuery,
    text: string,
    shape: 'series' | 'table',
    signal: AbortSignal,
  ): Promise<SampleAnswer> {
    if (query.target.kind === 'raw' && query.target.language !== 'sql') {
      throw new StoreError('query-refused', 'The embedded store speaks SQL only.');
    }
    const sql = fillPlaceholders(text, query);
    const { columns, cut } = await this.#readers.read(sql, signal, true);
    const answer = shape === 'table' ? { frames: [tableFrame(columns)], notices: [] } : rawSeriesFrames(columns);
    return { ...answer, query: sql, notices: cut ? [...answer.notices, this.#cutNotice()] : answer.notices };
  }

  #cutNotice(): string {
    return `The answer was cut at ${this.#settings.limits.queryRows} rows.`;
  }

  schema(): MeasurementSchema[] {
    return [...this.#catalog.measurements.values()]
      .map((measurement): MeasurementSchema => {
        const names = viewColumns(measurement);
        const named = <Column extends { name: string }>(column: Column, key: Parameters<typeof names.get>[0]) => ({
          name: column.name,
          column: names.get(key) ?? column.name,
        });
        return {
          measurement: measurement.name,
          fields: measurement.fields.map((field) => ({ ...named(field, field), type: field.type })),
          tags: measurement.tags.map((tag) => named(tag, tag)),
          series: measurement.series.size,
        };
      })
      .sort((a, b) => (a.measurement < b.measurement ? -1 : 1));
  }

  async tagValues(name: string, tag: string, limit: number, signal: AbortSignal): Promise<string[]> {
    const measurement = this.#catalog.measurements.get(name);
    const column = measurement?.tags.find((one) => one.name === tag && one.stored);
    if (measurement === undefined || column === undefined) return [];
    const expression = columnName(column.ordinal);
    const sql = `SELECT DISTINCT ${expression} FROM ${seriesTable(measurement.id)} WHERE ${expression} IS NOT NULL
      ORDER BY 1 LIMIT ${Math.max(0, Math.floor(limit))}`;
    const { columns } = await this.#readers.read(sql, signal);
    return (columns[0]?.values ?? []).filter((value) => typeof value === 'string');
  }

  hosts(): ReturnType<HostActivity['report']> {
    return this.#hosts.report();
  }

  counts(): OwnerCounts {
    return {
      rows: this.#rows,
      series: this.#catalog.seriesCount,
      measurements: this.#catalog.measurements.size,
      pointsPerSecond: this.#meter.perSecond(performance.now()),
    };
  }

  applyRetention(cutoffMs: number, names: readonly string[] | undefined): Promise<number> {
    return this.#writer.exclusively(async (connection) => {
      const all = [...this.#catalog.measurements.values()];
      const chosen = names === undefined ? all : all.filter((measurement) => names.includes(measurement.name));
      const dropped = await dropOlder(connection, this.#catalog, this.#hosts, chosen, cutoffMs);
      this.#rows -= dropped;
      return dropped;
    });
  }

  checkpoint(): Promise<void> {
    return this.#writer.exclusively(async (connection) => {
      await connection.run('FORCE CHECKPOINT');
    });
  }

  /** Between commits and behind a checkpoint the file alone is the whole database. */
  backup(path: string): Promise<void> {
    return this.#writer.exclusively(async (connection) => {
      await connection.run('FORCE CHECKPOINT');
      await copyFile(this.#settings.file, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    });
  }

  /** Waits until nothing native is under way any more, without writing: what is left to do with a broken database. */
  async abandon(): Promise<void> {
    await this.#readers.close();
    await this.#writer.exclusively(() => Promise.resolve());
  }

  async close(): Promise<void> {
    await this.#readers.close();
    await this.checkpoint().catch(() => undefined);
    this.#database.writer.closeSync();
    this.#database.instance.closeSync();
  }
}

/** Only what the database has by now: parsing may be ahead of the commit. */
function storedShape(measurement: Measurement): Parameters<typeof renderSelect>[2] {
  return {
    id: measurement.id,
    fields: measurement.fields.filter((field) => field.stored),
    tags: measurement.tags.filter((tag) => tag.stored),
  };
}
