import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';

/** Events a reader may have been sent without having acknowledged them. */
export const streamCredit = 2;

/**
 * Every stream takes the id its reader chose; the reader acknowledges by it (`streams.acknowledge`).
 * Event ids are `epoch:sequence`. A call with a `lastEventId` of the same epoch goes on from there, any other gets
 * the full state first.
 */
export const streamInput = z.object({ stream: z.uuid() });

/**
 * One event of a stream. `full` replaces what the reader holds, `delta` adds to it. `missed` counts the updates
 * that were folded into this event because the reader was slow or away: none is lost from the state, but the
 * reader did not see them one by one.
 */
export const streamEvent = <T extends z.ZodType>(data: T) =>
  z.object({ kind: z.enum(['full', 'delta']), missed: z.number().int().nonnegative(), data });

export type StreamEvent<T> = { kind: 'full' | 'delta'; missed: number; data: T };

export const streamOf = <T extends z.ZodType>(data: T) => eventIterator(streamEvent(data));

export const streams = {
  /** The reader has painted everything up to `sequence`; gives back its credit. */
  acknowledge: procedure
    .meta({ role: 'viewer' })
    .route({ method: 'POST', path: '/streams/{stream}/acknowledge', summary: 'Acknowledge events of a stream' })
    .input(z.object({ stream: z.uuid(), sequence: z.number().int().nonnegative() }))
    .output(z.object({ known: z.boolean() })),
};
