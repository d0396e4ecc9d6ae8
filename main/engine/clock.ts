import type { Clock } from '#core/time/clock.ts';
import { timerClock } from '#core/time/timer-clock.ts';

/** The machine's own clock for the engine: its timers alone keep no process alive. */
export function engineClock(onTaskError: (error: unknown) => void): Clock {
  return timerClock(
    {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      repeat: (ms, run) => {
        const timer = setInterval(run, ms);
        timer.unref();
        return () => clearInterval(timer);
      },
    },
    onTaskError,
  );
}

/** For tools and tests: a repeated task that fails is an unhandled rejection, which they do not survive. */
export const systemClock: Clock = engineClock((error) => {
  void Promise.reject(error instanceof Error ? error : new Error(String(error)));
});
