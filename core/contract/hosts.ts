import { z } from 'zod';
import { idSchema, instantSchema, procedure } from './base.ts';

/** A machine that reports to a source under a `host` tag (Prometheus: `instance`). */
export const hostSchema = z.object({
  name: z.string(),
  sourceId: idSchema,
  sourceName: z.string(),
  /** `unknown`: its source does not answer, and what is told here is what the source last said. */
  state: z.enum(['reporting', 'late', 'silent', 'unknown']),
  /** Since when the source does not answer; null while it does. */
  unknownSince: instantSchema.nullable(),
  lastSeenAt: instantSchema.nullable(),
  /** Typical distance of its points, ms; null when there are too few to tell. */
  intervalMs: z.number().nullable(),
  /** Pauses longer than three intervals within the last hour. */
  gaps: z.array(z.object({ from: instantSchema, to: instantSchema })),
  measurements: z.array(z.object({ name: z.string(), lastSeenAt: instantSchema.nullable() })),
  /** Latest figures where the host sends them: percent 0..100, load per core. */
  cpuPercent: z.number().nullable(),
  memoryPercent: z.number().nullable(),
  diskPercent: z.number().nullable(),
  loadPerCore: z.number().nullable(),
});
export type Host = z.infer<typeof hostSchema>;

export const hosts = {
  list: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/hosts', tags: ['hosts'] })
    .input(z.object({ sourceId: idSchema.optional() }))
    .output(
      z.object({
        hosts: z.array(hostSchema),
        /** Sources that could not be asked, with the reason and since when; hosts they told of before are `unknown`. */
        failed: z.array(z.object({ sourceId: idSchema, error: z.string(), since: instantSchema })),
      }),
    ),
};
