import { getEventMeta, ORPCError } from '@orpc/client';
import type { StreamEvent } from '#core/contract/stream.ts';
import { type Backoff, backoffDelay } from '#core/supervision/backoff.ts';
import type { Clock } from '#core/time/clock.ts';

/** Opens one attempt of a stream: a procedure of the engine with its input completed. */
export type OpenStream<T> = (
  input: { stream: string },
  options: { signal: AbortSignal; lastEventId?: string },
) => Promise<AsyncIterator<StreamEvent<T>>>;

export type StreamPhase = 'opening' | 'live' | 'resuming';

export interface StreamPorts {
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  /** A fresh uuid: an attempt never shares its id with the one before, which the engine may still hold. */
  newId: () => string;
  /** Runs `task` when what was just set has been painted. */
  afterPaint: (task: () => void) => void;
  /** Gives credit back. */
  acknowledge: (stream: string, sequence: number, signal: AbortSignal) => Promise<unknown>;
}

/** Waits between attempts at a stream, ms. */
export const resumePace: Backoff = { first: 250, longest: 10_000 };

/** Answers that another attempt would only repeat. */
const final: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
  'CONFLICT',
  'REFUSED',
]);

/**
 * Reads a stream for as long as `signal` allows: opens it, hands over each event, acknowledges it after it was painted,
 * and opens it again from the last event id whenever it breaks or ends. The engine then goes on from there, or sends the
 * full state when it cannot.
 *
 * Resolves when the signal aborts. Rejects with the engine's answer when another attempt would not help, and with
 * whatever `onEvent` throws.
 */
export async function followStream<T>(
  open: OpenStream<T>,
  onEvent: (event: StreamEvent<T>) => void,
  signal: AbortSignal,
  ports: StreamPorts,
  onPhase: (phase: StreamPhase) => void = () => undefined,
): Promise<void> {
  let lastEventId: string | undefined;
  let failures = 0;
  const readOnce = async (attempt: AbortSignal) => {
    const stream = ports.newId();
    const iterator = await open({ stream }, { signal: attempt, ...(lastEventId === undefined ? {} : { lastEventId }) });
    for (;;) {
      const next = await iterator.next();
      if (next.done || attempt.aborted) return;
      failures = 0;
      const id = getEventMeta(next.value)?.id;
      onPhase('live');
      handOver(onEvent, next.value);
      lastEventId = id ?? lastEventId;
      const sequence = sequenceOf(id);
      if (sequence === undefined) continue;
      ports.afterPaint(() => {
        // An acknowledgement that does not arrive belongs to an attempt that is over.
        if (!attempt.aborted) ports.acknowledge(stream, sequence, attempt).catch(() => undefined);
      });
    }
  };
  onPhase('opening');
  while (!signal.aborted) {
    const attempt = new AbortController();
    try {
      await readOnce(AbortSignal.any([signal, attempt.signal]));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ReaderError) throw error.cause;
      if (final.has(codeOf(error))) throw error;
      // An event that does not fit the contract says nothing about where to go on: the next attempt starts clean.
      if (codeOf(error) === 'EVENT_ITERATOR_VALIDATION_FAILED') lastEventId = undefined;
    } finally {
      attempt.abort();
    }
    if (signal.aborted) return;
    failures += 1;
    onPhase('resuming');
    await ports.clock.sleep(backoffDelay(failures, ports.random(), resumePace), signal).catch(() => undefined);
  }
}

/** The code of an answer of the engine; empty for anything else. */
function codeOf(error: unknown): string {
  return error instanceof ORPCError ? String(error.code) : '';
}

/** The reader itself failed: a mistake of the page, which another attempt would repeat. */
class ReaderError extends Error {
  override name = 'ReaderError';
}

function handOver<T>(onEvent: (event: StreamEvent<T>) => void, event: StreamEvent<T>): void {
  try {
    onEvent(event);
  } catch (cause) {
    throw new ReaderError('the reader of a stream failed', { cause });
  }
}

/** Sequence of an event id `epoch:sequence`. */
function sequenceOf(id: string | undefined): number | undefined {
  const cut = id?.lastIndexOf(':') ?? -1;
  if (id === undefined || cut < 0) return undefined;
  const sequence = Number(id.slice(cut + 1));
  return Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : undefined;
}

/** A hidden window paints nothing: it takes one event in this time, ms, and gets the newest state in it. */
const hiddenPace = 1_000;

/**
 * Runs `task` after the next frame is painted; in a window that paints nothing (hidden, minimised, covered) after a
 * slow timer instead, so that the engine neither waits for ever nor sends to nobody.
 */
export function afterPaint(task: () => void): void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    task();
  };
  const timer = setTimeout(once, hiddenPace);
  // The callback runs before the paint of its frame, the task that it queues after.
  const frame = requestAnimationFrame(() => setTimeout(once, 0));
}
