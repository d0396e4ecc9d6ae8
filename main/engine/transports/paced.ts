import { withEventMeta } from '@orpc/server';
import { type StreamEvent, streamCredit } from '#core/contract/stream.ts';

/**
 * A state that changes and can be read from any point. Sequences count up by one for each change. The producer keeps as
 * much history as it likes; a reader that is further behind gets the full state.
 */
export interface Feed<T> {
  /** Changes when the feed starts anew: sequences of another epoch mean nothing. */
  readonly epoch: string;
  sequence(): number;
  /** The whole newest state. */
  full(): T;
  /** Everything after `sequence` folded into one delta; `undefined` when that is forgotten or not worth it. */
  since(sequence: number): T | undefined;
  /** Calls `listener` after each change, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** What a reader looks like from the outside, for the health page. */
export interface ReaderStatus {
  stream: string;
  what: string;
  operator: string;
  behind: number;
  missed: number;
}

interface Reader {
  /** Sequences sent and not acknowledged yet. */
  outstanding: number[];
  acknowledged: number;
  missed: number;
  wake: () => void;
  status(): ReaderStatus;
}

/** Readers of one connection or of the whole engine, by the id that each reader chose. */
export class StreamRegistry {
  readonly #readers = new Map<string, Reader>();

  /**
   * Gives a feed to one reader at the reader's pace: at most `streamCredit` events unacknowledged, each holding everything
   * since the one before it. Nothing queues: a slow reader gets fewer, larger, newer events. Ends with the signal.
   */
  async *paced<T>(
    feed: Feed<T>,
    options: {
      stream: string;
      what: string;
      operator: string;
      signal: AbortSignal | undefined;
      lastEventId: string | undefined;
    },
  ): AsyncGenerator<StreamEvent<T>, void, undefined> {
    const key = options.stream;
    if (this.#readers.has(key)) throw new Error(`stream ${key} is read already`);
    let sent = resumePoint(feed, options.lastEventId);
    let wake = () => {};
    const reader: Reader = {
      outstanding: [],
      acknowledged: sent ?? -1,
      missed: 0,
      wake: () => wake(),
      status: () => ({
        stream: key,
        what: options.what,
        operator: options.operator,
        behind: Math.max(0, feed.sequence() - reader.acknowledged),
        missed: reader.missed,
      }),
    };
    this.#readers.set(key, reader);
    const off = feed.onChange(() => wake());
    const abort = () => wake();
    options.signal?.addEventListener('abort', abort);
    try {
      while (!options.signal?.aborted) {
        const newest = feed.sequence();
        const due = sent === undefined || newest > sent;
        if (!due || reader.outstanding.length >= streamCredit) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            // What changed between the look above and this line must not be slept over.
            if (
              options.signal?.aborted ||
              (reader.outstanding.length < streamCredit && (sent === undefined || feed.sequence() > sent))
            )
              resolve();
          });
          continue;
        }
        const missed = sent === undefined ? 0 : Math.max(0, newest - sent - 1);
        const delta = sent === undefined ? undefined : feed.since(sent);
        sent = newest;
        reader.outstanding.push(newest);
        reader.missed += missed;
        const event: StreamEvent<T> =
          delta === undefined ? { kind: 'full', missed, data: feed.full() } : { kind: 'delta', missed, data: delta };
        yield withEventMeta(event, { id: `${feed.epoch}:${newest}` });
      }
    } finally {
      options.signal?.removeEventListener('abort', abort);
      off();
      this.#readers.delete(key);
    }
  }

  /** The reader has painted everything up to `sequence`. Returns whether the stream is known here. */
  acknowledge(stream: string, sequence: number): boolean {
    const reader = this.#readers.get(stream);
    if (!reader) return false;
    if (sequence > reader.acknowledged) {
      reader.acknowledged = sequence;
      // An acknowledgement covers everything before it: one that was lost costs nothing.
      reader.outstanding = reader.outstanding.filter((sent) => sent > sequence);
      reader.wake();
    }
    return true;
  }

  readers(): ReaderStatus[] {
    return [...this.#readers.values()].map((reader) => reader.status());
  }
}

function resumePoint<T>(feed: Feed<T>, lastEventId: string | undefined): number | undefined {
  if (!lastEventId) return undefined;
  const cut = lastEventId.lastIndexOf(':');
  const sequence = Number(lastEventId.slice(cut + 1));
  if (cut < 0 || lastEventId.slice(0, cut) !== feed.epoch) return undefined;
  return Number.isSafeInteger(sequence) && sequence >= 0 && sequence <= feed.sequence() ? sequence : undefined;
}
