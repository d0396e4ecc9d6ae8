import type { InfluxDB } from '@influxdata/influxdb-client';
import type { Frame } from '#core/metrics/frame.ts';
import { columnOf, frameOf } from '#core/metrics/frame-columns.ts';
import { labelsKey } from '#core/metrics/labels.ts';
import { type Row, rowFrames } from '#core/metrics/row-answer.ts';
import { SourceError } from '#core/metrics/source-error.ts';

/** Rows of a Flux answer that are read; more is refused rather than cut, for a sum over cut rows would lie. */
const maxFluxRows = 500_000;

/** Columns of Flux's own book-keeping. */
const own = new Set(['result', 'table', '_start', '_stop', '_time', '_value', '_field', '_measurement']);

/** Runs Flux and gives its rows as objects. @throws HttpError, network errors and SourceError */
export function fluxRows(client: InfluxDB, org: string, text: string, signal: AbortSignal): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    let stop = () => {};
    const abort = () => {
      stop();
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', abort, { once: true });
    const done = (finish: () => void) => {
      signal.removeEventListener('abort', abort);
      finish();
    };
    client.getQueryApi(org).queryRows(text, {
      next(values, meta) {
        if (rows.length >= maxFluxRows) {
          stop();
          done(() =>
            reject(
              new SourceError(
                'bad-answer',
                `The answer has more than ${maxFluxRows} rows. Aggregate it or ask for a shorter range.`,
              ),
            ),
          );
          return;
        }
        const row: Row = meta.toObject(values);
        rows.push(row);
      },
      error: (error) => done(() => reject(error)),
      complete: () => done(() => resolve(rows)),
      useCancellable: (cancellable) => {
        stop = () => cancellable.cancel();
      },
    });
  });
}

/**
 * Frames of Flux rows. A row with `_field` and `_value` belongs to the series of its other columns; rows without
 * (after `pivot`) are read like rows of SQL.
 */
export function fluxFrames(rows: readonly Row[], shape: Frame['shape']): Frame[] {
  const unpivoted = rows.some((row) => '_value' in row);
  if (shape === 'table' || !unpivoted) {
    const bare = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'result' && name !== 'table')),
    );
    return rowFrames(bare, shape, '_time', 'flux');
  }
  const groups = new Map<
    string,
    { labels: Record<string, string>; name: string; field: string; points: { time: number; value: unknown }[] }
  >();
  for (const row of rows) {
    const labels: Record<string, string> = {};
    for (const [name, value] of Object.entries(row)) {
      if (!own.has(name) && value !== null && value !== undefined && value !== '')
        labels[name] = String(value as string | number);
    }
    const field = typeof row['_field'] === 'string' ? row['_field'] : 'value';
    const key = `${labelsKey(labels)} ${field}`;
    const name = typeof row['_measurement'] === 'string' ? row['_measurement'] : 'flux';
    const group = groups.get(key) ?? { labels, name, field, points: [] };
    groups.set(key, group);
    const time = timeOf(row['_time'] ?? row['_stop']);
    if (Number.isNaN(time)) throw new SourceError('bad-answer', 'A row of the Flux answer has no _time.');
    group.points.push({ time, value: row['_value'] ?? null });
  }
  return [...groups.values()].map((group) => {
    group.points.sort((a, b) => a.time - b.time);
    return frameOf({
      name: group.name,
      labels: group.labels,
      times: group.points.map((point) => point.time),
      columns: [
        columnOf(
          group.field,
          group.points.map((point) => point.value),
        ),
      ],
      shape: 'series',
    });
  });
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
