import type { Clock } from './clock.ts';

/** The timers of a platform; each starts one and returns how to take it back. */
export interface Timers {
  now(): number;
  monotonic(): number;
  after(ms: number, run: () => void): () => void;
  repeat(ms: number, run: () => void): () => void;
}

/**
 * A Clock over a platform's timers. A repeated task that fails is told to `onTaskError` and goes on the next time: one
 * failure must neither end the process nor the task.
 */
export function timerClock(timers: Timers, onTaskError: (error: unknown) => void): Clock {
  return {
    now: () => timers.now(),
    monotonic: () => timers.monotonic(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const reason = () => (signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
        if (signal?.aborted) {
          reject(reason());
          return;
        }
        const fail = () => {
          cancel();
          reject(reason());
        };
        const cancel = timers.after(ms, () => {
          signal?.removeEventListener('abort', fail);
          resolve();
        });
        signal?.addEventListener('abort', fail, { once: true });
      }),
    every(ms, task) {
      let busy = false;
      const run = async () => {
        if (busy) return;
        busy = true;
        try {
          await task();
        } catch (error) {
          onTaskError(error);
        } finally {
          busy = false;
        }
      };
      return timers.repeat(ms, () => void run());
    },
  };
}
