import { z } from 'zod';
import { languageSchema } from '../metrics/query.ts';
import { idSchema, instantSchema, nameSchema, procedure } from './base.ts';

export const sourceKinds = ['embedded', 'influxdb1', 'influxdb2', 'influxdb3', 'prometheus'] as const;
export const sourceKindSchema = z.enum(sourceKinds);
export type SourceKind = z.infer<typeof sourceKindSchema>;

const httpUrl = z.url({ protocol: /^https?$/ }).max(2000);

/** How to reach a metric store. Secrets travel inwards only; what goes out says whether one is kept. */
export const sourceConfigSchema = z.object({
  name: nameSchema,
  kind: sourceKindSchema.exclude(['embedded']),
  url: httpUrl,
  /** Database (1.x, 3.x) or bucket (2.x). Prometheus has none. */
  database: z.string().max(200).default(''),
  /** 1.x only; empty = the default policy. */
  retentionPolicy: z.string().max(200).default(''),
  /** 2.x organisation, for Flux and writes. */
  org: z.string().max(200).default(''),
  /** 1.x and Prometheus user; empty = none. */
  username: z.string().max(200).default(''),
  /** Accept a certificate that no known authority signed. */
  acceptAnyCertificate: z.boolean().default(false),
  /** How often the data arrives, seconds: the finest bucket, and three of them make a panel stale. */
  intervalSeconds: z.number().int().min(1).max(3600).default(10),
});
export type SourceConfig = z.infer<typeof sourceConfigSchema>;

/** Password (1.x, Prometheus) or token (2.x, 3.x). `undefined` keeps the one that is stored, '' forgets it. */
const secret = z.string().max(4096).optional();

export const sourceStateSchema = z.object({
  state: z.enum(['unknown', 'ok', 'error', 'disabled']),
  /** Since when it has been in this state, epoch ms. */
  since: instantSchema,
  lastOkAt: instantSchema.nullable(),
  /** Newest point any query of it brought, epoch ms. */
  newestPointAt: instantSchema.nullable(),
  /** Plain message of the last error, as the store or the network worded it. */
  error: z.string().nullable(),
  errorCode: z
    .enum(['refused', 'timeout', 'unauthorized', 'not-found', 'bad-answer', 'query', 'tls', 'dns', 'other'])
    .nullable(),
  failures: z.number().int(),
  nextTryAt: instantSchema.nullable(),
  latencyMs: z.number().nullable(),
  version: z.string().nullable(),
  queriesPerMinute: z.number(),
  pointsPerMinute: z.number(),
});
export type SourceState = z.infer<typeof sourceStateSchema>;

export const sourceSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: sourceKindSchema,
  config: sourceConfigSchema.nullable(),
  hasSecret: z.boolean(),
  languages: z.array(languageSchema),
  status: sourceStateSchema,
});
export type Source = z.infer<typeof sourceSchema>;

/** What a connection test found, step by step. */
export const probeSchema = z.object({
  ok: z.boolean(),
  version: z.string().nullable(),
  latencyMs: z.number().nullable(),
  databases: z.array(z.string()),
  measurements: z.number().int().nullable(),
  error: z.string().nullable(),
  errorCode: sourceStateSchema.shape.errorCode,
  /** What this server will refuse, in machine words. */
  notices: z.array(z.string()),
});
export type Probe = z.infer<typeof probeSchema>;

export const intakeSchema = z.object({
  listening: z.boolean(),
  url: z.string().nullable(),
  error: z.string().nullable(),
  needsToken: z.boolean(),
  acceptedLines: z.number(),
  rejectedLines: z.number(),
  refusedRequests: z.number(),
  lastWriteAt: instantSchema.nullable(),
  telegrafSnippet: z.string(),
  jmeterSnippet: z.string(),
});
export type Intake = z.infer<typeof intakeSchema>;

const tag = { tags: ['sources'] };

export const sources = {
  list: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/sources', ...tag })
    .output(z.array(sourceSchema)),
  /** Tries a configuration without keeping it. With `id`, a missing secret is taken from the stored source. */
  test: procedure
    .meta({ role: 'lead' })
    .route({ method: 'POST', path: '/sources/test', ...tag })
    .input(z.object({ id: idSchema.optional(), config: sourceConfigSchema, secret }))
    .output(probeSchema),
  add: procedure
    .meta({ role: 'lead' })
    .route({ method: 'POST', path: '/sources', ...tag })
    .input(z.object({ config: sourceConfigSchema, secret }))
    .output(sourceSchema),
  update: procedure
    .meta({ role: 'lead' })
    .route({ method: 'PUT', path: '/sources/{id}', ...tag })
    .input(z.object({ id: idSchema, config: sourceConfigSchema, secret }))
    .output(sourceSchema),
  remove: procedure
    .meta({ role: 'lead' })
    .route({ method: 'DELETE', path: '/sources/{id}', ...tag })
    .input(z.object({ id: idSchema }))
    .output(z.object({})),
  /** Asks again at once instead of waiting for the back-off. */
  retry: procedure
    .meta({ role: 'operator' })
    .route({ method: 'POST', path: '/sources/{id}/retry', ...tag })
    .input(z.object({ id: idSchema }))
    .output(sourceSchema),
  intake: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/intake', ...tag })
    .output(intakeSchema),
  /** Makes a new token for writing from other hosts; shown this once. */
  intakeToken: procedure
    .meta({ role: 'admin' })
    .route({ method: 'POST', path: '/intake/token', ...tag })
    .output(z.object({ token: z.string() })),
};
