import { z } from 'zod';
import { procedure } from './base.ts';

const days = z.number().int().min(1).max(3650);

/** Everything about the engine that an admin may change while it runs. Defaults are what a first start gets. */
export const settingsSchema = z.object({
  intake: z
    .object({
      enabled: z.boolean().default(true),
      /** Address to bind. Anything but loopback needs `tokenRequired` data and TLS. */
      host: z.string().min(1).max(255).default('127.0.0.1'),
      /** 0 = a free port, kept from then on. */
      port: z.number().int().min(0).max(65535).default(0),
      certificateFile: z.string().max(4096).nullable().default(null),
      keyFile: z.string().max(4096).nullable().default(null),
    })
    .prefault({}),
  /** Samples this machine itself every 10 s, in Telegraf's names. */
  sampler: z.object({ enabled: z.boolean().default(true) }).prefault({}),
  retention: z
    .object({
      /** Embedded metrics of hosts and everything else. */
      metricsDays: days.default(14),
      /** Embedded numbers of load tests, in the measurements of JMeter's listener. */
      loadtestMetricsDays: days.default(90),
      /** Folders of finished runs with their samples; baselines are never removed. */
      runsDays: days.default(365),
      logDays: days.default(14),
    })
    .prefault({}),
  disk: z
    .object({
      /** Below this share of free disk the console warns. Ratio 0..1. */
      warnFree: z.number().min(0.01).max(0.9).default(0.1),
      /** Below this the intake and new runs are refused; state and audit are still written. Ratio 0..1. */
      stopFree: z.number().min(0.005).max(0.5).default(0.03),
    })
    .prefault({}),
  jmeter: z
    .object({
      /** Folder of JMeter; empty = JMETER_HOME, then PATH, then the folder `scripts/jmeter` makes. */
      home: z.string().max(4096).default(''),
      javaHome: z.string().max(4096).default(''),
      heapMegabytes: z.number().int().min(64).max(262_144).default(1024),
    })
    .prefault({}),
  /** Name of the site in the top bar and on walls. */
  site: z
    .object({ name: z.string().max(60).default(''), environment: z.string().max(12).default('LOCAL') })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const settings = {
  get: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'GET', path: '/settings', tags: ['settings'] })
    .output(settingsSchema),
  /** Replaces the named sections; the others stay. */
  update: procedure
    .meta({ role: 'admin' })
    .route({ method: 'PATCH', path: '/settings', tags: ['settings'] })
    .input(settingsSchema.partial())
    .output(settingsSchema),
};
