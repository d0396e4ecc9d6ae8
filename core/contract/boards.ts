import { z } from 'zod';
import { boardSchema, localizedSchema } from '../boards/board.ts';
import { labelsSchema, provenanceSchema } from '../metrics/frame.ts';
import { targetSchema } from '../metrics/query.ts';
import { idSchema, instantSchema, procedure } from './base.ts';
import { streamInput, streamOf } from './stream.ts';

export const rangeSchema = z.discriminatedUnion('kind', [
  /** The last `seconds`, moving on. */
  z.object({
    kind: z.literal('relative'),
    seconds: z
      .number()
      .int()
      .min(60)
      .max(366 * 86_400),
  }),
  z.object({ kind: z.literal('absolute'), from: instantSchema, to: instantSchema }),
]);
export type Range = z.infer<typeof rangeSchema>;

/** Values of a board's variables by name. `*` is "all". */
export const variableValuesSchema = z.record(z.string().max(60), z.string().max(300));

/**
 * Points of one series. The rows of `block` (base64 of core/metrics/block.ts) replace everything the reader holds at or
 * after the block's first time; in a `full` event they replace the series. Points before `keepFrom` may be dropped.
 */
export const seriesPatchSchema = z.object({
  /** Stable identity within the panel: target ref + labels + field + shift. */
  key: z.string(),
  ref: z.string(),
  /** ms this series was moved forward to lie over the range: 0, or a week for "same time last week". */
  shift: z.number(),
  name: localizedSchema,
  field: z.string(),
  labels: labelsSchema,
  block: z.string(),
});
export type SeriesPatch = z.infer<typeof seriesPatchSchema>;

export const panelUpdateSchema = z.object({
  panelId: z.string(),
  state: z.enum(['loading', 'ok', 'no-data', 'error', 'partial']),
  error: z
    .object({ code: z.string(), message: z.string(), since: instantSchema, nextTryAt: instantSchema.nullable() })
    .nullable(),
  /** Time of the newest point, epoch ms. */
  newestAt: instantSchema.nullable(),
  /** Data older than this is stale, ms. */
  staleAfter: z.number(),
  provenance: z.array(provenanceSchema),
  /** Series that are gone since the last event. */
  removed: z.array(z.string()),
  series: z.array(seriesPatchSchema),
});
export type PanelUpdate = z.infer<typeof panelUpdateSchema>;

export const boardUpdateSchema = z.object({
  at: instantSchema,
  from: instantSchema,
  to: instantSchema,
  /** Bucket width, ms. */
  interval: z.number(),
  panels: z.array(panelUpdateSchema),
});
export type BoardUpdate = z.infer<typeof boardUpdateSchema>;

const tag = { tags: ['boards'] };

export const boards = {
  list: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/boards', ...tag })
    .output(
      z.array(
        z.object({
          id: idSchema,
          title: localizedSchema,
          description: localizedSchema,
          panels: z.number().int(),
          builtIn: z.boolean(),
        }),
      ),
    ),
  get: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/boards/{id}', ...tag })
    .input(z.object({ id: idSchema }))
    .output(boardSchema),
  /** Values a variable can take now, given the ones chosen before it. */
  values: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'POST', path: '/boards/{id}/values', ...tag })
    .input(z.object({ id: idSchema, variable: z.string().max(60), chosen: variableValuesSchema }))
    .output(
      z.object({ values: z.array(z.object({ value: z.string(), text: z.string() })), error: z.string().nullable() }),
    ),
  /** Live data of a board: everything first, then what is new. */
  subscribe: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'POST', path: '/boards/{id}/live', ...tag })
    .input(
      streamInput.extend({
        id: idSchema,
        variables: variableValuesSchema,
        range: rangeSchema,
        /** Points a plot can show; with the range it gives the bucket width. */
        maxPoints: z.number().int().min(50).max(5000),
        lastWeek: z.boolean(),
      }),
    )
    .output(streamOf(boardUpdateSchema)),
};

export const metrics = {
  /** One question to one source, asked once: for trying a query. */
  query: procedure
    .meta({ role: 'operator' })
    .route({ method: 'POST', path: '/metrics/query', tags: ['metrics'] })
    .input(
      z.object({
        sourceId: idSchema,
        target: targetSchema,
        from: instantSchema,
        to: instantSchema,
        maxPoints: z.number().int().min(1).max(5000).default(500),
      }),
    )
    .output(
      z.object({
        frames: z
          .array(
            z.object({
              key: z.string(),
              name: z.string(),
              labels: labelsSchema,
              shape: z.enum(['series', 'table']),
              times: z.array(z.number()),
              columns: z.array(
                z.discriminatedUnion('type', [
                  z.object({ name: z.string(), type: z.literal('number'), values: z.array(z.number().nullable()) }),
                  z.object({ name: z.string(), type: z.literal('text'), values: z.array(z.string().nullable()) }),
                ]),
              ),
            }),
          )
          .max(500),
        provenance: provenanceSchema,
      }),
    ),
  schema: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/metrics/{sourceId}/schema', tags: ['metrics'] })
    .input(z.object({ sourceId: idSchema, measurement: z.string().max(200).optional() }))
    .output(
      z.object({
        measurements: z.array(z.string()),
        fields: z.array(z.object({ name: z.string(), type: z.string() })),
        tags: z.array(z.string()),
      }),
    ),
};
