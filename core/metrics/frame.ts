import { z } from 'zod';

/** Tag values that tell one series of an answer from another, e.g. `{ host: 'pay-api-03', cpu: 'cpu-total' }`. */
export const labelsSchema = z.record(z.string(), z.string());
export type Labels = z.infer<typeof labelsSchema>;

/** A value the store could not give is `null`: a gap, never a zero. */
export type NumberColumn = { name: string; type: 'number'; values: (number | null)[] };
export type TextColumn = { name: string; type: 'text'; values: (string | null)[] };
export type Column = NumberColumn | TextColumn;

/** Where the numbers of a frame came from: every number on the screen can say so. */
export const provenanceSchema = z.object({
  sourceId: z.string(),
  /** The text that was sent to the store. */
  query: z.string(),
  /** When the store answered, epoch ms. */
  executedAt: z.number(),
  /** Bucket width the store aggregated to, ms; absent for raw points. */
  interval: z.number().optional(),
  /** What the operator must be told: cut rows, refused functions, slices that failed. */
  notices: z.array(z.string()),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/**
 * One series of a query's answer (or one table): columns of equal length.
 * `times` are epoch ms, ascending; a table without time has an empty `times` and says so by `shape`.
 */
export interface Frame {
  /** Stable identity inside one answer: same labels and field, same key, at every refresh. */
  key: string;
  /** Name for people, before a panel's own naming. */
  name: string;
  labels: Labels;
  shape: 'series' | 'table';
  times: number[];
  columns: Column[];
}

/** The answer of a source to one query. */
export interface QueryAnswer {
  frames: Frame[];
  provenance: Provenance;
}

/** Time of the newest point of an answer, epoch ms; `undefined` when it holds none. */
export function newestTime(frames: readonly Frame[]): number | undefined {
  let newest: number | undefined;
  for (const frame of frames) {
    const last = frame.times.at(-1);
    if (last !== undefined && (newest === undefined || last > newest)) newest = last;
  }
  return newest;
}
