import type { Column, Frame, Labels } from '#core/metrics/frame.ts';
import type { SelectTarget } from '#core/metrics/query.ts';
import type { SelectStatement } from './select-sql.ts';

/** Rows as columns, values plain. */
export interface PlainColumn {
  name: string;
  kind: 'number' | 'text' | 'time';
  values: (number | string | null)[];
}

/** Text that names a series the same way at every refresh. */
function seriesKeyOf(field: string, labels: Labels): string {
  return JSON.stringify([field, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function nameOf(field: string, labels: Labels): string {
  const values = Object.values(labels);
  return values.length === 0 ? field : `${field} ${values.join(' ')}`;
}

/** Cuts a select statement's answer (ordered by tags, then time) into one frame a series and field. */
export function selectFrames(
  target: SelectTarget,
  statement: SelectStatement,
  columns: readonly PlainColumn[],
): Frame[] {
  const frames: Frame[] = [];
  const times = columns[0]?.values ?? [];
  const tags = columns.slice(1, 1 + target.groupBy.length);
  const sameSeries = (a: number, b: number): boolean => tags.every((tag) => tag.values[a] === tag.values[b]);
  let from = 0;
  for (let row = 1; row <= times.length; row += 1) {
    if (row < times.length && sameSeries(from, row)) continue;
    const labels: Labels = {};
    for (const [index, tag] of target.groupBy.entries()) {
      const value = tags[index]?.values[from];
      if (typeof value === 'string') labels[tag] = value;
    }
    for (const [index, field] of statement.fields.entries()) {
      const values = columns[1 + tags.length + index]?.values ?? [];
      const frame = seriesFrame(field.name, labels, field.text ? 'text' : 'number', times, values, from, row);
      if (frame !== undefined) frames.push(frame);
    }
    from = row;
  }
  return frames;
}

function seriesFrame(
  field: string,
  labels: Labels,
  type: 'number' | 'text',
  allTimes: PlainColumn['values'],
  allValues: PlainColumn['values'],
  from: number,
  to: number,
): Frame | undefined {
  const times: number[] = [];
  const numbers: number[] = [];
  const texts: string[] = [];
  for (let row = from; row < to; row += 1) {
    const time = allTimes[row];
    const value = allValues[row];
    if (typeof time !== 'number' || value === null || value === undefined) continue;
    times.push(time);
    if (type === 'number') numbers.push(Number(value));
    else texts.push(String(value));
  }
  if (times.length === 0) return undefined;
  const column: Column =
    type === 'number' ? { name: field, type, values: numbers } : { name: field, type, values: texts };
  return {
    key: seriesKeyOf(field, labels),
    name: nameOf(field, labels),
    labels,
    shape: 'series',
    times,
    columns: [column],
  };
}

/** Raw SQL as a table; a column `time` becomes the frame's times. */
export function tableFrame(columns: readonly PlainColumn[]): Frame {
  const time = columns.find((column) => column.name === 'time' && column.kind !== 'text');
  const complete = time?.values.every((value) => typeof value === 'number') === true;
  const rest = complete ? columns.filter((column) => column !== time) : columns;
  return {
    key: 'table',
    name: 'table',
    labels: {},
    shape: 'table',
    times: complete ? (time?.values.map(Number) ?? []) : [],
    columns: rest.map(tableColumn),
  };
}

function tableColumn(column: PlainColumn): Column {
  if (column.kind === 'number') {
    return {
      name: column.name,
      type: 'number',
      values: column.values.map((value) => (value === null ? null : Number(value))),
    };
  }
  const text = (value: number | string): string => (typeof value === 'number' ? new Date(value).toISOString() : value);
  return {
    name: column.name,
    type: 'text',
    values: column.values.map((value) => (value === null ? null : text(value))),
  };
}

/** Raw SQL as series: `time` (a timestamp, or epoch ms), text columns as labels, number columns as values. */
export function rawSeriesFrames(columns: readonly PlainColumn[]): { frames: Frame[]; notices: string[] } {
  const time = columns.find((column) => column.name === 'time' && column.kind !== 'text');
  if (time === undefined) {
    return { frames: [], notices: ['A series needs a column named time (a timestamp or epoch milliseconds).'] };
  }
  const labelColumns = columns.filter((column) => column.kind === 'text');
  const valueColumns = columns.filter((column) => column.kind === 'number' && column !== time);
  const groups = new Map<string, { labels: Labels; rows: number[] }>();
  for (let row = 0; row < time.values.length; row += 1) {
    const labels: Labels = {};
    for (const column of labelColumns) {
      const value = column.values[row];
      if (typeof value === 'string') labels[column.name] = value;
    }
    const key = seriesKeyOf('', labels);
    const group = groups.get(key) ?? { labels, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  const frames: Frame[] = [];
  for (const { labels, rows } of groups.values()) {
    rows.sort((a, b) => Number(time.values[a]) - Number(time.values[b]));
    const times = rows.map((row) => time.values[row] ?? null);
    for (const column of valueColumns) {
      const values = rows.map((row) => column.values[row] ?? null);
      const frame = seriesFrame(column.name, labels, 'number', times, values, 0, rows.length);
      if (frame !== undefined) frames.push(frame);
    }
  }
  return { frames, notices: [] };
}
