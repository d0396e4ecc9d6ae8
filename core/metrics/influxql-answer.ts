import { z } from 'zod';
import { AnswerError, parseJson } from './answer-error.ts';
import type { Frame } from './frame.ts';
import { columnOf, frameOf } from './frame-columns.ts';

const seriesSchema = z.object({
  name: z.string().default(''),
  tags: z.record(z.string(), z.string().nullable()).optional(),
  columns: z.array(z.string()).default([]),
  /** Rows are checked while they are read: a schema for each cell would cost more than the parsing. */
  values: z.array(z.unknown()).default([]),
  partial: z.boolean().optional(),
});
export type InfluxqlSeries = z.infer<typeof seriesSchema>;

const answerSchema = z.object({
  results: z
    .array(
      z.object({
        series: z.array(seriesSchema).optional(),
        error: z.string().optional(),
        messages: z.array(z.object({ text: z.string().optional() })).optional(),
        partial: z.boolean().optional(),
      }),
    )
    .optional(),
  error: z.string().optional(),
  /** How 2.x words an error. */
  code: z.string().optional(),
  message: z.string().optional(),
});

export interface InfluxqlResult {
  series: InfluxqlSeries[];
  notices: string[];
}

/** Errors that a 200 may carry inside, by their wording in 1.x, 2.x and 3.x. */
function failure(message: string): AnswerError {
  if (
    /database (?:name required|not found)|not found: database|no dbrp mapping|retention policy not found|database .*not found/i.test(
      message,
    )
  ) {
    return new AnswerError('not-found', message);
  }
  if (/authorization failed|not authorized|unauthorized/i.test(message))
    return new AnswerError('unauthorized', message);
  return new AnswerError('query', message);
}

/**
 * Reads the JSON of `/query`: one result a statement.
 *
 * @throws AnswerError `bad-answer` for anything but the promised shape, `query`, `not-found` or `unauthorized` for an
 * error inside an answer whatever its status was
 */
export function parseInfluxqlAnswer(text: string): InfluxqlResult[] {
  const parsed = answerSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new AnswerError('bad-answer', 'The answer is JSON, but not the one of an InfluxQL query.');
  const { results, error, message } = parsed.data;
  const problem = error ?? (results === undefined ? message : undefined);
  if (problem !== undefined) throw failure(problem);
  if (results === undefined)
    throw new AnswerError('bad-answer', 'The answer is JSON, but not the one of an InfluxQL query.');
  return results.map((result) => {
    if (result.error !== undefined) throw failure(result.error);
    const series = result.series ?? [];
    const notices = (result.messages ?? []).flatMap((entry) => (entry.text ? [entry.text] : []));
    if (result.partial || series.some((one) => one.partial)) notices.push('truncated');
    return { series, notices };
  });
}

/** The rows of a series; every row must have as many cells as there are columns. */
export function rowsOf(series: InfluxqlSeries): unknown[][] {
  return series.values.map((row) => {
    if (!Array.isArray(row) || row.length !== series.columns.length) {
      throw new AnswerError('bad-answer', `A row of "${series.name}" does not fit its columns.`);
    }
    return row as unknown[];
  });
}

/** One frame a series, times in epoch ms, columns after the fields. Without a `time` column it is a table. */
export function influxqlFrames(result: InfluxqlResult, shape: Frame['shape']): Frame[] {
  return result.series.map((series) => {
    const rows = rowsOf(series);
    const labels = Object.fromEntries(Object.entries(series.tags ?? {}).map(([name, value]) => [name, value ?? '']));
    const time = series.columns.indexOf('time');
    const times = time < 0 ? [] : rows.map((row) => timeOf(row[time], series.name));
    const order = times.some((value, index) => index > 0 && value < (times[index - 1] ?? value))
      ? times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0))
      : undefined;
    const columns = series.columns.flatMap((name, index) => {
      if (index === time) return [];
      const cells = rows.map((row) => row[index]);
      return [columnOf(name, order ? order.map((row) => cells[row]) : cells)];
    });
    return frameOf({
      name: series.name,
      labels,
      times: order ? order.map((row) => times[row] ?? 0) : times,
      columns,
      shape: time < 0 ? 'table' : shape,
    });
  });
}

function timeOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new AnswerError('bad-answer', `A row of "${name}" has no time in milliseconds.`);
  }
  return value;
}
