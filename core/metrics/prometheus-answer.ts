import { z } from 'zod';
import { AnswerError, parseJson } from './answer-error.ts';
import type { Frame, Labels } from './frame.ts';
import { frameOf } from './frame-columns.ts';
import { fieldLabel } from './promql.ts';

const labelsSchema = z.record(z.string(), z.string());
const pointSchema = z.tuple([z.number(), z.string()]);

const envelope = z.object({
  status: z.enum(['success', 'error']),
  errorType: z.string().optional(),
  error: z.string().optional(),
  warnings: z.array(z.string()).optional(),
  infos: z.array(z.string()).optional(),
  data: z.unknown().optional(),
});

const dataSchema = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labelsSchema, values: z.array(z.unknown()) })),
  }),
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labelsSchema, value: pointSchema })),
  }),
  z.object({ resultType: z.literal('scalar'), result: pointSchema }),
]);

/** `data` of a Prometheus answer, and its warnings. @throws AnswerError */
export function prometheusData(text: string): { data: unknown; notices: string[] } {
  const parsed = envelope.safeParse(parseJson(text));
  if (!parsed.success) throw new AnswerError('bad-answer', 'The answer is JSON, but not the one of a Prometheus API.');
  const { status, error, errorType, data, warnings = [], infos = [] } = parsed.data;
  if (status === 'error') throw new AnswerError('query', error ?? errorType ?? 'The query failed.');
  return { data, notices: [...warnings, ...infos] };
}

export interface PrometheusSeries {
  labels: Labels;
  times: number[];
  values: (number | null)[];
}

/** Series of a range or instant answer. Times are epoch ms plus `move`; NaN and infinities are `null`. */
export function prometheusSeries(data: unknown, move: number): PrometheusSeries[] {
  const parsed = dataSchema.safeParse(data);
  if (!parsed.success) throw new AnswerError('bad-answer', 'The answer of Prometheus holds no series.');
  const one = (labels: Labels, points: readonly unknown[]): PrometheusSeries => {
    const times: number[] = [];
    const values: (number | null)[] = [];
    for (const point of points) {
      if (!Array.isArray(point) || typeof point[0] !== 'number' || typeof point[1] !== 'string') {
        throw new AnswerError('bad-answer', 'A point of the Prometheus answer is not a time and a value.');
      }
      const value = Number(point[1]);
      times.push(Math.round(point[0] * 1000) + move);
      values.push(Number.isFinite(value) ? value : null);
    }
    return { labels, times, values };
  };
  switch (parsed.data.resultType) {
    case 'matrix':
      return parsed.data.result.map((series) => one(series.metric, series.values));
    case 'vector':
      return parsed.data.result.map((series) => one(series.metric, [series.value]));
    case 'scalar':
      return [one({}, [parsed.data.result])];
  }
}

/**
 * Frames of a rendered select target: series that differ in {@link fieldLabel} only become columns' names, one frame a
 * field. Labels that are empty are left out, as Prometheus itself has it.
 */
export function prometheusFrames(series: readonly PrometheusSeries[], measurement: string): Frame[] {
  return series.map(({ labels, times, values }) => {
    const { [fieldLabel]: field, __name__: metric, ...rest } = labels;
    const name = field ?? metric ?? 'value';
    return frameOf({
      name: field === undefined ? name : measurement,
      labels: rest,
      times,
      columns: [{ name, type: 'number', values }],
      shape: 'series',
    });
  });
}
