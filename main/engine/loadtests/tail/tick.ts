import { z } from 'zod';
import { runUpdateSchema, statisticsSchema } from '#core/contract/loadtests.ts';
import type { Marks } from './marks.ts';

/** Numbers of one row of `cells`. */
export const cellWidth = 11;
/** Numbers of one row of `codeCells`. */
export const codeCellWidth = 4;
/** Numbers of one row of `users`. */
export const userWidth = 2;

/**
 * The run by bucket, packed so that it crosses threads without a copy. Labels and codes are named by their place in the
 * lists, which only grow; label 0 is the total.
 */
export const historySchema = z.object({
  /** Bucket width, ms. */
  width: z.number().int().positive(),
  /** True when this holds everything and what was held before is void. */
  whole: z.boolean(),
  /** Names new in this message. */
  labels: z.array(z.string()),
  codes: z.array(z.string()),
  /** Rows of: bucket start, label, count, errors, mean, p50, p90, p95, p99 (ms), bytes received, bytes sent. */
  cells: z.instanceof(Float64Array),
  /** Rows of: bucket start, label, code, errors. */
  codeCells: z.instanceof(Float64Array),
  /** Rows of: bucket start, threads at work at its end. */
  users: z.instanceof(Float64Array),
  /** Buckets before this are complete, epoch ms; later ones are still being filled. */
  completeTo: z.number(),
});
export type HistoryPart = z.infer<typeof historySchema>;

const logLine = runUpdateSchema.shape.log.shape.lines.element;

/** What a tail tells about once a second: the newest figures, and of growing things only what is new. */
export const tickSchema = z.object({
  rows: z.number().int(),
  skipped: z.number().int(),
  cut: z.boolean(),
  /** How far behind the file the figures are, ms; `null` before the first row. */
  lagMs: z.number().nullable(),
  /** Start of the first sample and end of the last, epoch ms. */
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  total: statisticsSchema.nullable(),
  labels: z.array(statisticsSchema),
  errors: runUpdateSchema.shape.errors,
  history: historySchema,
  log: z.object({ lines: z.array(logLine), dropped: z.number().int() }),
});
export type Picture = z.infer<typeof tickSchema>;

/** One message of the tail's worker. */
export interface Tick {
  picture: Picture;
  marks: Marks;
  /** Line protocol of intervals that are over, oldest first. `to` is the interval's end, epoch ms. */
  live: { to: number; lines: string }[];
  /** The files are read to their ends and nothing follows. */
  final: boolean;
}

/** What a tail is told at its start. */
export interface TailOrder {
  samples: string;
  stdout: string;
  stderr: string;
  log: string;
  /** Where the whole picture is kept when the run is over. */
  picture: string;
  /** Present when live numbers go to a store. Intervals that end at or before `from` (epoch ms) are there already. */
  live: { application: string; tags: Record<string, string>; from: number } | null;
  /** Nothing writes to the files any more: read them to their ends and end. */
  over: boolean;
  /** Name of this machine, for results files without a Hostname column. */
  host: string;
}
