import { z } from 'zod';

/** What a new engine needs to take a run up again; kept beside the run until it has ended. */
export const processRecordSchema = z.object({
  /** `null` between the run's entry and the start of its JVM. */
  identity: z.object({ pid: z.number().int(), started: z.string() }).nullable(),
  stopPort: z.number().int(),
  /** The strongest stop that was asked for. */
  asked: z.enum(['graceful', 'now', 'kill']).nullable(),
  diskFull: z.boolean(),
  /** Live numbers up to here (epoch ms) have been written to the chosen source. */
  liveUpTo: z.number(),
});
export type ProcessRecord = z.infer<typeof processRecordSchema>;
