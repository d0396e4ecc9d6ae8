import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#core/time/clock.ts';

/**
 * The machine's own clock for a host. Unlike the engine's, its repeated tasks keep the process alive: between two
 * starts of the engine nothing else does.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {});
  },
  every(ms, task) {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      void Promise.resolve()
        .then(task)
        .finally(() => {
          busy = false;
        });
    }, ms);
    return () => clearInterval(timer);
  },
};
