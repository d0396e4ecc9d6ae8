import { z } from 'zod';
import { instantSchema, procedure } from './base.ts';

/** One line of the append-only log. `hash` covers the entry and the hash before it. */
export const auditEntrySchema = z.object({
  sequence: z.number().int().positive(),
  at: instantSchema,
  operatorId: z.string(),
  operatorName: z.string(),
  via: z.enum(['window', 'session', 'token', 'engine']),
  /** `domain.verb`, e.g. `sources.add`. */
  action: z.string(),
  /** What it was done to, e.g. `source:9f3c`. */
  subject: z.string(),
  /** What changed, without secrets. */
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditVerdictSchema = z.object({
  whole: z.boolean(),
  entries: z.number().int(),
  /** The first entry that does not fit the chain. */
  brokenAt: z.number().int().nullable(),
  reason: z.string().nullable(),
  head: z.string(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;

export const audit = {
  list: procedure
    .meta({ role: 'lead' })
    .route({ method: 'GET', path: '/audit', tags: ['audit'] })
    .input(
      z.object({
        before: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        operatorId: z.string().max(64).optional(),
        /** Start of the action, e.g. `sources.`. */
        action: z.string().max(100).optional(),
        /** Free text over subject and detail. */
        text: z.string().max(200).optional(),
      }),
    )
    .output(z.object({ entries: z.array(auditEntrySchema), more: z.boolean() })),
  verify: procedure
    .meta({ role: 'lead' })
    .route({ method: 'POST', path: '/audit/verify', tags: ['audit'] })
    .output(auditVerdictSchema),
};
