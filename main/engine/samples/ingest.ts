import { readBigInteger } from '#core/metrics/line-protocol.ts';
import { readFieldKey, readStringValue } from '#core/metrics/line-protocol-head.ts';
import { LineScanner } from '#core/metrics/line-protocol-scanner.ts';
import { BOOLEAN, FLOAT, INTEGER, STRING, UNSIGNED } from '#core/metrics/line-protocol-syntax.ts';
import { Batch } from './batch.ts';
import { type HostActivity, noteActivity } from './host-activity.ts';
import type { StoreLimits } from './limits.ts';
import { checkName, conflict, describe, Refusal, safely } from './refusal.ts';
import type { FieldColumn, Measurement, SeriesCatalog } from './series-catalog.ts';
import { SeriesResolver } from './series-resolver.ts';
import type { FieldType, WriteOptions, WriteOutcome } from './store.ts';

const KINDS: FieldType[] = [];
KINDS[FLOAT] = 'float';
KINDS[INTEGER] = 'integer';
KINDS[UNSIGNED] = 'unsigned';
KINDS[BOOLEAN] = 'boolean';
KINDS[STRING] = 'string';

/** Turns bodies of line protocol into batches, one measurement at a time, without waiting for anything. */
export class Ingest {
  readonly #catalog: SeriesCatalog;
  readonly #resolver: SeriesResolver;
  readonly #limits: StoreLimits;
  /** Counts commits: rows of an older generation are out of reach. */
  generation = 1;
  /** Measurements with waiting rows. */
  readonly touched = new Set<Measurement>();
  #columns: (FieldColumn | undefined)[] = [];
  #body: Buffer = Buffer.alloc(0);

  constructor(catalog: SeriesCatalog, hosts: HostActivity, limits: StoreLimits) {
    this.#catalog = catalog;
    this.#resolver = new SeriesResolver(catalog, hosts, limits);
    this.#limits = limits;
  }

  /** Takes every good line of the body; the outcome holds once the next commit succeeded. */
  take(body: Uint8Array, options: WriteOptions): WriteOutcome {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    this.#body = bytes;
    const scanner = new LineScanner(bytes, options.precision, (_, start, end) => bytes.toString('latin1', start, end));
    const outcome: WriteOutcome = { written: 0, rejected: 0, errors: [] };
    const nowSeconds = Math.floor(options.receivedAt / 1000);
    const nowNanos = Math.round((options.receivedAt - nowSeconds * 1000) * 1e6);
    while (scanner.next()) {
      if (!scanner.hasTime) {
        scanner.seconds = nowSeconds;
        scanner.nanos = nowNanos;
      }
      const refusal = scanner.error === undefined ? this.#takeLine(scanner) : new Refusal('parse', scanner.error);
      if (refusal === undefined) outcome.written += 1;
      else {
        outcome.rejected += 1;
        if (outcome.errors.length < this.#limits.reportedErrors) outcome.errors.push(describe(scanner, refusal));
      }
    }
    return outcome;
  }

  /** Bytes as text, one character each: quick, and enough to tell one key from another. */
  #text(start: number, end: number): string {
    return this.#body.toString('latin1', start, end);
  }

  #takeLine(scanner: LineScanner): Refusal | undefined {
    const head = this.#text(scanner.headStart, scanner.headEnd);
    let series = this.#catalog.heads.get(head);
    if (series === undefined) {
      const found = this.#resolver.resolve(scanner, head);
      if (found instanceof Refusal) return found;
      series = found;
    }
    const { measurement } = series;
    const refusal = this.#resolveFields(scanner, measurement);
    if (refusal !== undefined) return refusal;
    const texts = readTexts(scanner, this.#limits.textLength);
    if (texts instanceof Refusal) return texts;
    this.touched.add(measurement);
    let batch = measurement.active;
    let row: number;
    const { seconds, nanos } = scanner;
    if (seconds > series.seconds || (seconds === series.seconds && nanos > series.nanos)) {
      row = batch.addRow(series.id, seconds, nanos);
      series.seconds = seconds;
      series.nanos = nanos;
      series.row = row;
      series.generation = this.generation;
      if (series.host !== undefined) noteActivity(series.host, seconds * 1000 + Math.floor(nanos / 1e6));
    } else if (series.generation === this.generation && seconds === series.seconds && nanos === series.nanos) {
      row = series.row;
    } else {
      measurement.late ??= new Batch();
      batch = measurement.late;
      const key = `${series.id} ${seconds} ${nanos}`;
      row = batch.rowsByPoint.get(key) ?? batch.addRow(series.id, seconds, nanos);
      batch.rowsByPoint.set(key, row);
    }
    this.#store(scanner, batch, row, texts);
    return undefined;
  }

  #store(scanner: LineScanner, batch: Batch, row: number, texts: readonly string[] | undefined): void {
    let text = 0;
    for (let index = 0; index < scanner.fieldCount; index += 1) {
      const field = this.#columns[index];
      if (field === undefined) continue;
      const column = batch.column(field.index, field.type);
      column.mark(row);
      const value = scanner.numbers[index] ?? 0;
      if (field.type === 'float') column.doubles[row] = value;
      else if (field.type === 'boolean') column.data[row] = value;
      else if (field.type === 'string') column.texts[row] = texts?.[text++] ?? '';
      else if (scanner.special[index] === 0) column.setInteger(row, value);
      else column.wide[row] = bigInteger(scanner, index);
    }
  }

  /** Finds the column of every field before anything is stored: a line is taken whole or not at all. */
  #resolveFields(scanner: LineScanner, measurement: Measurement): Refusal | undefined {
    const { bytes, keyStart, keyEnd, fieldKind } = scanner;
    const columns = this.#columns;
    let missing = 0;
    for (let index = 0; index < scanner.fieldCount; index += 1) {
      const start = keyStart[index] ?? 0;
      const end = keyEnd[index] ?? 0;
      let column = measurement.order[index];
      if (column === undefined || !sameBytes(bytes, start, end, column.bytes)) {
        column = measurement.fieldsByKey.get(this.#text(start, end)) ?? this.#findByName(scanner, index, measurement);
        if (column !== undefined) measurement.order[index] = column;
      }
      columns[index] = column;
      if (column === undefined) missing += 1;
      else if (KINDS[fieldKind[index] ?? 0] !== column.type && !fitsOther(scanner, index, column.type)) {
        return conflict(measurement, column, KINDS[fieldKind[index] ?? 0] ?? 'float');
      }
    }
    return missing === 0 ? undefined : this.#addFields(scanner, measurement, missing);
  }

  #findByName(scanner: LineScanner, index: number, measurement: Measurement): FieldColumn | undefined {
    const start = scanner.keyStart[index] ?? 0;
    const end = scanner.keyEnd[index] ?? 0;
    const column = measurement.fieldsByName.get(safely(() => readFieldKey(scanner.bytes, start, end)) ?? '');
    if (column !== undefined) {
      column.bytes = scanner.bytes.slice(start, end);
      measurement.fieldsByKey.set(this.#text(start, end), column);
    }
    return column;
  }

  #addFields(scanner: LineScanner, measurement: Measurement, missing: number): Refusal | undefined {
    if (measurement.columnCount + missing > this.#limits.columnsPerMeasurement) {
      return new Refusal(
        'limit',
        `measurement ${measurement.name} may have ${this.#limits.columnsPerMeasurement} fields and tags`,
      );
    }
    const names = new Map<string, FieldType>();
    for (let index = 0; index < scanner.fieldCount; index += 1) {
      if (this.#columns[index] !== undefined) continue;
      const key = safely(() => readFieldKey(scanner.bytes, scanner.keyStart[index] ?? 0, scanner.keyEnd[index] ?? 0));
      if (key === undefined) return new Refusal('parse', 'invalid UTF-8');
      const refusal = checkName(this.#limits, 'field', key);
      if (refusal !== undefined) return refusal;
      const type = KINDS[scanner.fieldKind[index] ?? 0] ?? 'float';
      if ((names.get(key) ?? type) !== type) return new Refusal('parse', `field ${key} twice with different types`);
      names.set(key, type);
    }
    for (const [name, type] of names) {
      this.#catalog.changes.fields.push({ measurement, column: measurement.addField(name, type) });
    }
    for (let index = 0; index < scanner.fieldCount; index += 1) {
      this.#columns[index] ??= this.#findByName(scanner, index, measurement);
    }
    return undefined;
  }
}

function sameBytes(bytes: Uint8Array, start: number, end: number, key: Uint8Array): boolean {
  if (key.length !== end - start) return false;
  for (let at = 0; at < key.length; at += 1) if (bytes[start + at] !== key[at]) return false;
  return true;
}

const bigInteger = (scanner: LineScanner, index: number): bigint =>
  readBigInteger(scanner.bytes, scanner.valueStart[index] ?? 0, scanner.valueEnd[index] ?? 0);

/** Signed and unsigned counters share a column as long as the value fits both: Telegraf writes either for the same field. */
function fitsOther(scanner: LineScanner, index: number, type: FieldType): boolean {
  const kind = scanner.fieldKind[index];
  if (kind === UNSIGNED && type === 'integer') {
    return scanner.special[index] === 0 || bigInteger(scanner, index) < 1n << 63n;
  }
  return kind === INTEGER && type === 'unsigned' && (scanner.numbers[index] ?? 0) >= 0;
}

function readTexts(scanner: LineScanner, limit: number): string[] | Refusal | undefined {
  let texts: string[] | undefined;
  for (let index = 0; index < scanner.fieldCount; index += 1) {
    if (scanner.fieldKind[index] !== STRING) continue;
    const start = scanner.valueStart[index] ?? 0;
    const end = scanner.valueEnd[index] ?? 0;
    const text = safely(() => readStringValue(scanner.bytes, start, end, scanner.special[index] === 1));
    if (text === undefined) return new Refusal('parse', 'invalid UTF-8');
    if (text.length > limit) return new Refusal('limit', `text longer than ${limit} characters`);
    texts ??= [];
    texts.push(text);
  }
  return texts;
}
