import { timerClock } from '#core/time/timer-clock.ts';

/** The page's clock. */
export const pageClock = timerClock(
  {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    repeat: (ms, run) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
  },
  (error) => reportError(error),
);
