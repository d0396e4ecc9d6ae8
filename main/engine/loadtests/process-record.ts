import { z } from 'zod';

/** What a new engine needs to take a run up again; kept beside the run until it has ended. */
export const processRecordSchema = z.object({
  /** `null` until the run's JVM has been found among the system's processes. */
  identity: z.object({ pid: z.number().int(), started: z.string() }).nullable(),
  /** What was started, also before the system could say when: with it the JVM did start. */
  pid: z.number().int().optional(),
  stopPort: z.number().int(),
  /** The strongest stop that was asked for. */
  asked: z.enum(['graceful', 'now', 'kill']).nullable(),
  diskFull: z.boolean(),
  /** Live numbers up to here (epoch ms) have been written to the chosen source. */
  liveUpTo: z.number(),
});
export type ProcessRecord = z.infer<typeof processRecordSchema>;
