import { useEffect } from 'react';
import { createStore, useStore } from 'zustand';
import type { Pulse } from '#core/contract/system.ts';
import { engine, streamPorts } from './host.ts';
import { followStream } from './stream.ts';

const store = createStore<{ pulse: Pulse | undefined }>(() => ({ pulse: undefined }));
let readers = 0;
let ended: AbortController | undefined;

function follow(): () => void {
  readers += 1;
  if (readers === 1) {
    ended = new AbortController();
    const { signal } = ended;
    const read = (): Promise<void> =>
      followStream<Pulse>(
        (input, options) => engine.system.pulse(input, options),
        (event) => store.setState({ pulse: event.data }),
        signal,
        streamPorts,
      ).catch(async () => {
        // Refused: nobody is signed in yet. The sign-in page says so; this asks again now and then.
        await streamPorts.clock.sleep(3000, signal).catch(() => undefined);
        return signal.aborted ? undefined : read();
      });
    void read();
  }
  return () => {
    readers -= 1;
    if (readers === 0) ended?.abort();
  };
}

/** Drops what the last person was told; the stream goes on with its next event. */
export function forgetPulse(): void {
  store.setState({ pulse: undefined });
}

/**
 * The engine's pulse: counts of sources and hosts, the running test, disk, warnings; about once a second. One stream a
 * window however many components look. `undefined` until the first event.
 */
export function usePulse(): Pulse | undefined;
export function usePulse<Part>(select: (pulse: Pulse | undefined) => Part): Part;
export function usePulse<Part>(select?: (pulse: Pulse | undefined) => Part): Part | Pulse | undefined {
  useEffect(follow, []);
  return useStore(store, (state) => (select ? select(state.pulse) : state.pulse));
}
