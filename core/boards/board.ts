import { z } from 'zod';
import { targetSchema } from '../metrics/query.ts';

/** Text of a shipped board in both languages; an operator's own text is one string. */
export const localizedSchema = z.union([z.string().max(300), z.object({ en: z.string(), ko: z.string() })]);
export type Localized = z.infer<typeof localizedSchema>;

/** The same change to every language of a text. */
export function mapLocalized(text: Localized, change: (text: string) => string): Localized {
  return typeof text === 'string' ? change(text) : { en: change(text.en), ko: change(text.ko) };
}

export const units = [
  'none',
  'short',
  'percent',
  'ratio',
  'bytes',
  'bytes-per-second',
  'milliseconds',
  'seconds',
  'per-second',
  'bits-per-second',
  'celsius',
] as const;
export const unitSchema = z.enum(units);
export type Unit = z.infer<typeof unitSchema>;

export const reducers = ['last', 'mean', 'max', 'min', 'sum'] as const;

/**
 * A choice at the top of a board. `source` chooses the metric store, `tag` a value of a tag. Inside targets `$name`
 * stands for the value; a filter whose variable is "all" is left out.
 */
export const variableSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('source'), name: z.string(), label: localizedSchema }),
  z.object({
    kind: z.literal('tag'),
    name: z.string(),
    label: localizedSchema,
    measurement: z.string(),
    tag: z.string(),
    includeAll: z.boolean().default(false),
    /** Value to prefer when present; else the first. */
    preferred: z.string().optional(),
  }),
]);
export type Variable = z.infer<typeof variableSchema>;

export const thresholdSchema = z.object({
  at: z.number(),
  state: z.enum(['warning', 'critical']),
  /** `above`: abnormal at or over it. */
  side: z.enum(['above', 'below']).default('above'),
});
export type Threshold = z.infer<typeof thresholdSchema>;

export const panelTargetSchema = z.object({
  ref: z.string().min(1).max(20),
  target: targetSchema,
  /** Name of a series, `{{tag}}` and `{{field}}` replaced; empty = made from labels. */
  legend: localizedSchema.default(''),
  /** What `{{field}}` says instead of a field's own name. */
  fieldNames: z.record(z.string(), localizedSchema).default({}),
  /** Another field of this target: the others are divided by it, e.g. `load1` by `n_cpus`. It is not drawn itself. */
  divideBy: z.string().max(200).optional(),
  /** Divides by the bucket's seconds, for sums and counts; an unfinished bucket is left out. */
  perSecond: z.boolean().optional(),
  /** Added last, e.g. 100 to an idle share that was scaled by -1. */
  offset: z.number().optional(),
});
export type PanelTarget = z.infer<typeof panelTargetSchema>;

const panelBase = {
  id: z.string().min(1).max(40),
  title: localizedSchema,
  /** 24 columns; one row is 38 px. */
  grid: z.object({ x: z.number().int(), y: z.number().int(), w: z.number().int(), h: z.number().int() }),
  targets: z.array(panelTargetSchema).min(1).max(12),
  unit: unitSchema.default('none'),
  decimals: z.number().int().min(0).max(6).optional(),
  thresholds: z.array(thresholdSchema).default([]),
  /** Where the query goes: a variable of kind `source` (`$source`) or a source id. */
  source: z.string().default('$source'),
};

export const panelSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('timeseries'),
    ...panelBase,
    stack: z.boolean().default(false),
    fill: z.boolean().default(false),
    min: z.number().optional(),
    max: z.number().optional(),
    /** `table` under the plot, `line` in the head, or none. */
    legend: z.enum(['table', 'line', 'none']).default('table'),
  }),
  z.object({
    kind: z.literal('stat'),
    ...panelBase,
    reduce: z.enum(reducers).default('last'),
    /** Draws the range behind the value. */
    spark: z.boolean().default(true),
    /** Text beside the label that gives the value its reference, e.g. `limit 85 %`. */
    reference: localizedSchema.optional(),
    max: z.number().optional(),
  }),
  z.object({
    kind: z.literal('gauge'),
    ...panelBase,
    reduce: z.enum(reducers).default('last'),
    min: z.number().default(0),
    max: z.number().default(100),
  }),
  z.object({
    kind: z.literal('table'),
    ...panelBase,
    reduce: z.enum(reducers).default('last'),
    /** Tag whose values make the rows; each target is a column. */
    rowTag: z.string(),
    /** Share of the largest drawn as a bar. */
    bars: z.boolean().default(true),
    limit: z.number().int().min(1).max(500).default(50),
  }),
  z.object({
    kind: z.literal('heatmap'),
    ...panelBase,
    /** One row of cells for each value of this tag. */
    rowTag: z.string(),
    max: z.number().optional(),
  }),
]);
export type Panel = z.infer<typeof panelSchema>;

export const boardSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string().min(1).max(64),
  title: localizedSchema,
  description: localizedSchema.default(''),
  variables: z.array(variableSchema).default([]),
  panels: z.array(panelSchema).max(200),
  /** Range a fresh window shows, seconds. */
  rangeSeconds: z.number().int().min(60).default(3600),
});
export type Board = z.infer<typeof boardSchema>;
