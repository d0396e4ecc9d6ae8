import { z } from 'zod';
import { AnswerError, parseJson } from './answer-error.ts';
import type { Frame } from './frame.ts';
import { columnOf, frameOf } from './frame-columns.ts';
import { labelsKey } from './labels.ts';

export type Row = Record<string, unknown>;

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** Rows of InfluxDB 3's `/api/v3/query_sql` (`format=json`): an array of objects. @throws AnswerError */
export function parseSqlRows(text: string): Row[] {
  const parsed = rowsSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new AnswerError('bad-answer', 'The answer is JSON, but not rows of an SQL query.');
}

/** Epoch ms of a time cell: ISO text (InfluxDB 3 leaves the zone out and means UTC), a Date, or epoch ms. */
function timeOf(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string') {
    const zoned = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`;
    // Nanoseconds are cut: Date reads at most milliseconds reliably.
    const time = Date.parse(zoned.replace(/(\.\d{3})\d+/, '$1').replace(' ', 'T'));
    if (Number.isFinite(time)) return time;
  }
  throw new AnswerError('bad-answer', 'A row has no time that can be read.');
}

/**
 * Frames of rows. As `series` (rows must have `timeColumn`) text cells are labels and number cells are columns, one
 * frame for each set of labels; as `table` everything is one frame.
 */
export function rowFrames(rows: readonly Row[], shape: Frame['shape'], timeColumn: string, name: string): Frame[] {
  if (rows.length === 0) return [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const timed = columns.includes(timeColumn);
  if (shape === 'table' || !timed) {
    const others = columns.filter((column) => column !== timeColumn);
    return [
      frameOf({
        name,
        labels: {},
        times: timed ? rows.map((row) => timeOf(row[timeColumn])) : [],
        columns: others.map((column) =>
          columnOf(
            column,
            rows.map((row) => row[column] ?? null),
          ),
        ),
        shape: 'table',
      }),
    ];
  }
  const texts = columns.filter(
    (column) => column !== timeColumn && rows.some((row) => typeof row[column] === 'string'),
  );
  const numbers = columns.filter((column) => column !== timeColumn && !texts.includes(column));
  const groups = new Map<string, { labels: Record<string, string>; rows: { time: number; row: Row }[] }>();
  for (const row of rows) {
    const labels = Object.fromEntries(
      texts.flatMap((column) => (typeof row[column] === 'string' ? [[column, row[column]]] : [])),
    );
    const key = labelsKey(labels);
    const group = groups.get(key) ?? { labels, rows: [] };
    groups.set(key, group);
    group.rows.push({ time: timeOf(row[timeColumn]), row });
  }
  return [...groups.values()].map((group) => {
    group.rows.sort((a, b) => a.time - b.time);
    return frameOf({
      name,
      labels: group.labels,
      times: group.rows.map((entry) => entry.time),
      columns: numbers.map((column) =>
        columnOf(
          column,
          group.rows.map((entry) => entry.row[column] ?? null),
        ),
      ),
      shape: 'series',
    });
  });
}
