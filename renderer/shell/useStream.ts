import { useEffect, useEffectEvent, useState } from 'react';
import type { StreamEvent } from '#core/contract/stream.ts';
import { connection, streamPorts } from './host.ts';
import { followStream, type OpenStream, type StreamPhase } from './stream.ts';

export interface StreamStatus {
  /** `resuming`: what is shown may be old. `failed`: the engine said no; see `error`. `idle`: nothing is asked for. */
  phase: 'idle' | StreamPhase | 'failed';
  error: unknown;
}

const idle: StreamStatus = { phase: 'idle', error: null };

/**
 * Reads a stream while the component is mounted. `key` names what is read: another key ends the stream and opens another,
 * the same key keeps it whatever functions are passed. `open` null reads nothing. A stream that the engine refused is
 * tried again when the connection is opened anew, as after a sign-in.
 */
export function useStream<T>(
  key: string,
  open: OpenStream<T> | null,
  onEvent: (event: StreamEvent<T>) => void,
): StreamStatus {
  const [status, setStatus] = useState<StreamStatus>(idle);
  const [attempt, setAttempt] = useState(0);
  const reading = open !== null;
  const begin = useEffectEvent<OpenStream<T>>((input, options) => {
    if (!open) throw new Error('the stream is not asked for any more');
    return open(input, options);
  });
  const take = useEffectEvent(onEvent);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` and `attempt` are there to start again.
  useEffect(() => {
    if (!reading) return undefined;
    const ended = new AbortController();
    let off = () => {};
    followStream<T>(
      (input, options) => begin(input, options),
      (event) => take(event),
      ended.signal,
      streamPorts,
      (phase) => setStatus((before) => (before.phase === phase ? before : { phase, error: null })),
    ).catch((error: unknown) => {
      if (ended.signal.aborted) return;
      setStatus({ phase: 'failed', error });
      const { opened } = connection.status.getState();
      off = connection.status.subscribe((now) => {
        if (now.opened !== opened) setAttempt((count) => count + 1);
      });
    });
    return () => {
      ended.abort();
      off();
    };
  }, [key, reading, attempt]);
  return reading ? status : idle;
}

/**
 * The newest state of a stream, for what is small enough to live in React. `fold` makes the new state of the held one and
 * a delta; without it every event is a whole state. Charts use `useStream` and a ring buffer instead.
 */
export function useStreamState<T>(
  key: string,
  open: OpenStream<T> | null,
  fold: (held: T, delta: T) => T = (_held, delta) => delta,
): StreamStatus & { data: T | undefined } {
  const [held, setHeld] = useState<{ key: string; data: T }>();
  const status = useStream<T>(key, open, (event) => {
    setHeld((before) => {
      const base = before?.key === key && event.kind === 'delta' ? before.data : undefined;
      return { key, data: base === undefined ? event.data : fold(base, event.data) };
    });
  });
  return { ...status, data: held?.key === key ? held.data : undefined };
}
