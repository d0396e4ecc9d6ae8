import { z } from 'zod';
import { instantSchema, procedure } from './base.ts';
import { streamInput, streamOf } from './stream.ts';

export const infoSchema = z.object({
  product: z.literal('Watchfloor'),
  version: z.string(),
  /** Changes at every start of the engine. */
  epoch: z.string(),
  startedAt: instantSchema,
  profile: z.string(),
  site: z.object({ name: z.string(), environment: z.string() }),
  platform: z.string(),
  hostName: z.string(),
});

/** What the status bar shows, pushed about once a second when it changed. */
export const pulseSchema = z.object({
  at: instantSchema,
  sources: z.object({ ok: z.number().int(), error: z.number().int(), total: z.number().int() }),
  queriesPerSecond: z.number(),
  /** p99 of the event loop's delay over the last 10 s, ms. */
  loopDelayMs: z.number(),
  samplesBytes: z.number(),
  /** `freeRatio` 0..1; null while it cannot be read. */
  disk: z.object({ freeRatio: z.number().nullable(), level: z.enum(['ok', 'warn', 'stop']) }),
  run: z
    .object({
      id: z.string(),
      number: z.number().int(),
      name: z.string(),
      state: z.string(),
      startedAt: instantSchema,
      plannedMs: z.number().nullable(),
    })
    .nullable(),
  /** Null until they were counted once. `unknown` hosts are those of the `failedSources`; `total` counts them too. */
  hosts: z
    .object({
      reporting: z.number().int(),
      unknown: z.number().int(),
      total: z.number().int(),
      failedSources: z.number().int(),
    })
    .nullable(),
  /** Something that an admin should look at, in machine words. */
  warnings: z.array(z.string()),
});
export type Pulse = z.infer<typeof pulseSchema>;

export const healthSchema = z.object({
  at: instantSchema,
  info: infoSchema,
  versions: z.record(z.string(), z.string()),
  uptimeMs: z.number(),
  loopDelay: z.object({ p50: z.number(), p99: z.number(), max: z.number() }),
  memory: z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() }),
  cpuRatio: z.number(),
  disk: z.object({ path: z.string(), free: z.number(), total: z.number(), level: z.enum(['ok', 'warn', 'stop']) }),
  state: z.object({
    bytes: z.number(),
    schemaVersion: z.number().int(),
    integrity: z.enum(['ok', 'failed', 'unchecked']),
  }),
  samples: z.object({
    bytes: z.number(),
    rows: z.number(),
    writesPerSecond: z.number(),
    queuedBytes: z.number(),
    memoryLimit: z.string(),
    error: z.string().nullable(),
  }),
  queues: z.array(z.object({ name: z.string(), depth: z.number(), limit: z.number(), dropped: z.number() })),
  hub: z.object({
    queries: z.number().int(),
    subscribers: z.number().int(),
    fetchesPerMinute: z.number(),
    pointsPerMinute: z.number(),
    sharedRatio: z.number(),
  }),
  streams: z.array(
    z.object({
      stream: z.string(),
      what: z.string(),
      operator: z.string(),
      behind: z.number().int(),
      missed: z.number().int(),
    }),
  ),
  connections: z.number().int(),
  auditHead: z.object({ entries: z.number().int(), hash: z.string() }),
});
export type Health = z.infer<typeof healthSchema>;

const tag = { tags: ['system'] };

export const system = {
  info: procedure
    .meta({ role: 'public' })
    .route({ method: 'GET', path: '/info', ...tag })
    .output(infoSchema),
  /** Answers at once: for measuring the way there and back. */
  ping: procedure
    .meta({ role: 'public' })
    .route({ method: 'GET', path: '/ping', ...tag })
    .output(z.object({ at: instantSchema })),
  health: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/health', ...tag })
    .output(healthSchema),
  pulse: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'POST', path: '/pulse', ...tag })
    .input(streamInput)
    .output(streamOf(pulseSchema)),
  /** Copies state and samples into a folder of backups; the file's path comes back. */
  backup: procedure
    .meta({ role: 'admin' })
    .route({ method: 'POST', path: '/backup', ...tag })
    .output(z.object({ path: z.string(), bytes: z.number() })),
};
