import { z } from 'zod';

/** Query languages a raw target may speak; each source lists those it takes. */
export const languages = ['influxql', 'flux', 'promql', 'sql'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

export const aggregates = ['mean', 'min', 'max', 'sum', 'count', 'last', 'first'] as const;

/** Keep or drop series by a tag. `in` and `regex` take several values or an anchored pattern. */
export const tagFilterSchema = z.object({
  tag: z.string().min(1).max(200),
  op: z.enum(['=', '!=', 'in', 'regex', 'not-regex']),
  value: z.union([z.string().max(1000), z.array(z.string().max(1000)).max(1000)]),
});
export type TagFilter = z.infer<typeof tagFilterSchema>;

/**
 * A query every source understands: one measurement in Telegraf's model. Adapters render it to their language
 * (a Prometheus adapter reads `measurement`.`field` as the metric `measurement_field`).
 */
export const selectTargetSchema = z.object({
  kind: z.literal('select'),
  measurement: z.string().min(1).max(200),
  fields: z.array(z.string().min(1).max(200)).min(1).max(20),
  aggregate: z.enum(aggregates).default('mean'),
  /** `rate` turns a counter into a per-second value; a reset gives no negative value. */
  transform: z.enum(['none', 'rate']).default('none'),
  /** Result = value × scale (after the transform), e.g. -1 to draw outgoing traffic downwards. */
  scale: z.number().default(1),
  filters: z.array(tagFilterSchema).max(20).default([]),
  groupBy: z.array(z.string().min(1).max(200)).max(10).default([]),
});

/** Text in the source's own language. `$__from`, `$__to` (ms), `$__interval` (e.g. `10s`), `$__interval_ms` and `$timeFilter` are replaced. */
export const rawTargetSchema = z.object({
  kind: z.literal('raw'),
  language: languageSchema,
  text: z.string().min(1).max(20_000),
  /** How to read the answer. */
  shape: z.enum(['series', 'table']).default('series'),
});

export const targetSchema = z.discriminatedUnion('kind', [selectTargetSchema, rawTargetSchema]);
export type SelectTarget = z.infer<typeof selectTargetSchema>;
export type RawTarget = z.infer<typeof rawTargetSchema>;
export type Target = z.infer<typeof targetSchema>;

/** A query as a source adapter gets it: absolute range [from, to) in epoch ms, bucket width in ms. */
export interface RangeQuery {
  target: Target;
  from: number;
  to: number;
  /** Width of a bucket, ms. Buckets start at multiples of it. */
  interval: number;
}
