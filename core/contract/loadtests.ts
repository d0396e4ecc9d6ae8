import { z } from 'zod';
import { idSchema, instantSchema, nameSchema, procedure } from './base.ts';
import { streamInput, streamOf } from './stream.ts';

const path = z.string().min(1).max(4096);

/** JMeter as the engine finds it. */
export const generatorSchema = z.object({
  found: z.boolean(),
  home: z.string().nullable(),
  version: z.string().nullable(),
  /** Which place named it. */
  foundBy: z.enum(['setting', 'JMETER_HOME', 'path', 'cache']).nullable(),
  java: z.string().nullable(),
  javaVersion: z.string().nullable(),
  heapMegabytes: z.number().int(),
  /** Why it cannot be used. */
  problem: z.enum(['no-jmeter', 'no-java', 'java-too-old', 'broken-home']).nullable(),
  detail: z.string().nullable(),
});
export type Generator = z.infer<typeof generatorSchema>;

export const threadGroupSchema = z.object({
  name: z.string(),
  kind: z.string(),
  enabled: z.boolean(),
  /** As written in the plan: a number or an expression such as `${__P(users,10)}`; `resolved` is the number if it is known. */
  threads: z.string(),
  threadsResolved: z.number().nullable(),
  rampSeconds: z.string(),
  loops: z.string(),
  durationSeconds: z.string(),
  durationResolved: z.number().nullable(),
});
export const planParameterSchema = z.object({
  name: z.string(),
  defaultValue: z.string().nullable(),
  usedIn: z.array(z.string()),
});
export const planFileSchema = z.object({
  path: z.string(),
  usedIn: z.string(),
  kind: z.enum(['csv', 'file']),
  exists: z.boolean().nullable(),
});
export const planHostSchema = z.object({
  /** `scheme://host:port`, or the text of the expression when it is not known before the run. */
  target: z.string(),
  known: z.boolean(),
  usedIn: z.array(z.string()),
});
export const planSchema = z.object({
  path: z.string(),
  name: z.string(),
  /** SHA-256 of the file, hex. */
  hash: z.string(),
  commit: z.object({ id: z.string(), dirty: z.boolean(), branch: z.string().nullable() }).nullable(),
  threadGroups: z.array(threadGroupSchema),
  parameters: z.array(planParameterSchema),
  files: z.array(planFileSchema),
  hosts: z.array(planHostSchema),
  warnings: z.array(z.object({ code: z.string(), where: z.string(), detail: z.string() })),
});
export type Plan = z.infer<typeof planSchema>;

export const statisticsSchema = z.object({
  label: z.string(),
  /** A transaction controller's own row: shown, never in totals. */
  isTransaction: z.boolean(),
  samples: z.number().int(),
  errors: z.number().int(),
  /** Ratio 0..1. */
  errorRate: z.number(),
  /** ms. */
  mean: z.number(),
  min: z.number(),
  max: z.number(),
  /** Over all samples of the run, ms. */
  exact: z.object({ p50: z.number(), p90: z.number(), p95: z.number(), p99: z.number() }),
  /** As JMeter's dashboard computes them, over its last 20,000 samples, ms. */
  jmeter: z.object({ p50: z.number(), p90: z.number(), p95: z.number(), p99: z.number() }),
  /** Samples a second over the label's own first start to last end. */
  throughput: z.number(),
  /** Bytes a second. */
  receivedPerSecond: z.number(),
  sentPerSecond: z.number(),
});
export type Statistics = z.infer<typeof statisticsSchema>;

export const runStates = ['preparing', 'running', 'stopping', 'ended'] as const;
/** How a run ended. `lost`: its JVM vanished without a word; `failed`: JMeter said it could not run. */
export const runEnds = ['completed', 'stopped', 'killed', 'failed', 'lost', 'disk-full'] as const;

export const runSchema = z.object({
  id: idSchema,
  /** Counts up from 1: what people call the run. */
  number: z.number().int().positive(),
  name: z.string(),
  state: z.enum(runStates),
  end: z.enum(runEnds).nullable(),
  /** Machine word of the reason and what the tool said. */
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  startedAt: instantSchema,
  /** First sample, epoch ms. */
  firstSampleAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  startedBy: z.string(),
  planPath: z.string(),
  planHash: z.string(),
  commit: planSchema.shape.commit,
  values: z.record(z.string(), z.string()),
  hosts: z.array(z.string()),
  generator: z.object({ version: z.string(), javaVersion: z.string(), heapMegabytes: z.number(), host: z.string() }),
  /** Planned length, ms, when the plan says it. */
  plannedMs: z.number().nullable(),
  liveSourceId: z.string().nullable(),
  /** Totals so far, or of the whole run. */
  total: statisticsSchema.nullable(),
  /** Rows that could not be read, cut last lines, rows behind. */
  tail: z.object({ rows: z.number().int(), skipped: z.number().int(), cut: z.boolean(), lagMs: z.number().nullable() }),
  folder: z.string(),
});
export type Run = z.infer<typeof runSchema>;

export const runSeriesNames = [
  'users',
  'throughput',
  'errors',
  'p50',
  'p90',
  'p95',
  'p99',
  'received',
  'sent',
  'mean',
] as const;

export const runUpdateSchema = z.object({
  run: runSchema,
  at: instantSchema,
  /** Bucket width of `series`, ms. */
  interval: z.number(),
  /**
   * base64 block, columns in the order of `runSeriesNames` (users, per second, per second, ms …, bytes per second) for
   * the asked label. Replaces what is held at or after its first time; whole in a `full` event.
   */
  series: z.string(),
  /** Errors per second by code, same rule; columns in the order of `errorCodes`. */
  errorCodes: z.array(z.string()),
  errorSeries: z.string(),
  labels: z.array(statisticsSchema.extend({ spark: z.array(z.number().nullable()) })),
  /** The most frequent errors. */
  errors: z.array(z.object({ code: z.string(), message: z.string(), label: z.string(), count: z.number().int() })),
  log: z.object({
    lines: z.array(
      z.object({
        n: z.number().int(),
        at: instantSchema.nullable(),
        level: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'OUT']),
        origin: z.string(),
        text: z.string(),
      }),
    ),
    /** Lines that fell out of the window's limit; the file on disk is complete. */
    dropped: z.number().int(),
  }),
});
export type RunUpdate = z.infer<typeof runUpdateSchema>;

const tag = { tags: ['loadtests'] };

export const loadtests = {
  generator: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/generator', ...tag })
    .output(generatorSchema),
  files: {
    /** Folders and plans on the engine's machine, for choosing a plan. */
    list: procedure
      .meta({ role: 'operator' })
      .route({ method: 'GET', path: '/plans/files', ...tag })
      .input(z.object({ path: z.string().max(4096).optional() }))
      .output(
        z.object({
          path: z.string(),
          parent: z.string().nullable(),
          /** Home, recent folders, drives. */
          places: z.array(z.object({ name: z.string(), path: z.string() })),
          entries: z.array(
            z.object({
              name: z.string(),
              path: z.string(),
              kind: z.enum(['folder', 'plan']),
              size: z.number().nullable(),
              modifiedAt: instantSchema.nullable(),
            }),
          ),
          truncated: z.boolean(),
        }),
      ),
  },
  plans: {
    inspect: procedure
      .meta({ role: 'operator' })
      .route({ method: 'POST', path: '/plans/inspect', ...tag })
      .input(z.object({ path, values: z.record(z.string(), z.string().max(4000)).default({}) }))
      .output(planSchema),
  },
  runs: {
    list: procedure
      .meta({ role: 'viewer' })
      .route({ method: 'GET', path: '/runs', ...tag })
      .input(
        z.object({
          before: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      )
      .output(z.object({ runs: z.array(runSchema), more: z.boolean() })),
    get: procedure
      .meta({ role: 'viewer' })
      .route({ method: 'GET', path: '/runs/{id}', ...tag })
      .input(z.object({ id: idSchema }))
      .output(z.object({ run: runSchema, labels: z.array(statisticsSchema), errors: runUpdateSchema.shape.errors })),
    start: procedure
      .meta({ role: 'operator' })
      .route({ method: 'POST', path: '/runs', ...tag })
      .input(
        z.object({
          path,
          name: nameSchema,
          /** Hash of the inspected plan: a plan that changed since is refused. */
          planHash: z.string().length(64),
          values: z.record(z.string().regex(/^[A-Za-z_][\w.-]*$/), z.string().max(4000)).default({}),
          /** The hosts that the operator saw and confirmed; others in the plan are refused. */
          confirmedHosts: z.array(z.string().max(400)).max(500),
          liveSourceId: idSchema.nullable().default(null),
          heapMegabytes: z.number().int().min(64).max(262_144).optional(),
        }),
      )
      .output(runSchema),
    /** graceful: let samples end · now: end samples · kill: end the JVM. */
    stop: procedure
      .meta({ role: 'operator' })
      .route({ method: 'POST', path: '/runs/{id}/stop', ...tag })
      .input(z.object({ id: idSchema, mode: z.enum(['graceful', 'now', 'kill']) }))
      .output(runSchema),
    /** Live while it runs, and the same picture of a run that is over. */
    subscribe: procedure
      .meta({ role: 'viewer' })
      .route({ method: 'POST', path: '/runs/{id}/live', ...tag })
      .input(streamInput.extend({ id: idSchema, label: z.string().max(400).default('') }))
      .output(streamOf(runUpdateSchema)),
  },
};
