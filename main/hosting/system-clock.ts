import { timerClock } from '#core/time/timer-clock.ts';

/**
 * The machine's own clock for a host. Unlike the engine's, its repeated tasks keep the process alive: between two starts
 * of the engine nothing else does.
 */
export const systemClock = timerClock(
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
  (error) => process.emitWarning(error instanceof Error ? error : String(error)),
);
