import { ORPCError, withEventMeta } from '@orpc/client';
import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamEvent } from '#core/contract/stream.ts';
import type { OpenStream } from './stream.ts';
import { useStreamState } from './useStream.ts';

const host = vi.hoisted(() => ({
  acknowledged: [] as number[],
  listeners: new Set<(now: { opened: number }) => void>(),
}));
vi.mock('./host.ts', () => ({
  connection: {
    status: {
      getState: () => ({ opened: 1 }),
      subscribe: (listener: (now: { opened: number }) => void) => {
        host.listeners.add(listener);
        return () => host.listeners.delete(listener);
      },
    },
  },
  streamPorts: {
    clock: {
      sleep: (_ms: number, signal: AbortSignal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error()))),
    },
    random: () => 0,
    newId: () => crypto.randomUUID(),
    afterPaint: (task: () => void) => task(),
    acknowledge: (_stream: string, sequence: number) => {
      host.acknowledged.push(sequence);
      return Promise.resolve();
    },
  },
}));

beforeEach(() => {
  host.acknowledged.length = 0;
  host.listeners.clear();
});

/** A stream that a test feeds by hand. */
function source() {
  const feeds: ((event: StreamEvent<number>) => void)[] = [];
  const signals: AbortSignal[] = [];
  const open: OpenStream<number> = (_input, { signal }) => {
    const queue: StreamEvent<number>[] = [];
    let wake = () => {};
    let sequence = 0;
    feeds.push((event) => {
      sequence += 1;
      queue.push(withEventMeta(event, { id: `e:${sequence}` }));
      wake();
    });
    signals.push(signal);
    return Promise.resolve({
      next: async () => {
        while (queue.length === 0) {
          await new Promise<void>((resolve, reject) => {
            wake = resolve;
            signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
          });
        }
        const value = queue.shift();
        return value ? { done: false as const, value } : { done: true as const, value: undefined };
      },
    });
  };
  return { feeds, open, signals };
}

describe('useStreamState', () => {
  it('folds deltas into the state and acknowledges each event', async () => {
    const { feeds, open } = source();
    const { result } = renderHook(() => useStreamState('a', open, (held, delta) => held + delta));
    expect(result.current).toMatchObject({ phase: 'opening', data: undefined });
    await act(async () => {
      feeds[0]?.({ kind: 'full', missed: 0, data: 10 });
      feeds[0]?.({ kind: 'delta', missed: 0, data: 5 });
    });
    await waitFor(() => expect(result.current).toMatchObject({ phase: 'live', data: 15 }));
    expect(host.acknowledged).toEqual([1, 2]);
  });

  it('keeps its stream when functions change, and opens another for another key', async () => {
    const { feeds, open, signals } = source();
    const { rerender, result } = renderHook(
      ({ name }) => useStreamState(name, (input, options) => open(input, options)),
      {
        initialProps: { name: 'a' },
      },
    );
    await act(async () => feeds[0]?.({ kind: 'full', missed: 0, data: 1 }));
    rerender({ name: 'a' });
    expect(feeds).toHaveLength(1);
    await act(async () => rerender({ name: 'b' }));
    expect(feeds).toHaveLength(2);
    expect(signals[0]?.aborted).toBe(true);
    expect(result.current.data).toBeUndefined();
  });

  it('ends its stream when nobody looks any more', async () => {
    const { open, signals } = source();
    const { unmount } = renderHook(() => useStreamState('a', open));
    await act(async () => undefined);
    unmount();
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });

  it('shows a refusal and tries again when the connection is opened anew', async () => {
    const { feeds, open } = source();
    let allowed = false;
    const guarded: OpenStream<number> = (input, options) =>
      allowed ? open(input, options) : Promise.reject(new ORPCError('UNAUTHORIZED'));
    const { result } = renderHook(() => useStreamState('a', guarded));
    await waitFor(() => expect(result.current.phase).toBe('failed'));
    expect(result.current.error).toMatchObject({ code: 'UNAUTHORIZED' });
    allowed = true;
    await act(async () => {
      for (const listener of host.listeners) listener({ opened: 2 });
    });
    await act(async () => feeds[0]?.({ kind: 'full', missed: 0, data: 7 }));
    await waitFor(() => expect(result.current).toMatchObject({ phase: 'live', data: 7 }));
  });

  it('reads nothing while nothing is asked for', () => {
    const { result } = renderHook(() => useStreamState<number>('a', null));
    expect(result.current).toMatchObject({ phase: 'idle', data: undefined });
  });
});
