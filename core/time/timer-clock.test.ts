import { expect, it } from 'vitest';
import { type Timers, timerClock } from './timer-clock.ts';

function fakeTimers() {
  const repeats: (() => void)[] = [];
  const waits: { run: () => void; gone: boolean }[] = [];
  const timers: Timers = {
    now: () => 5,
    monotonic: () => 7,
    after: (_ms, run) => {
      const wait = { run, gone: false };
      waits.push(wait);
      return () => {
        wait.gone = true;
      };
    },
    repeat: (_ms, run) => {
      repeats.push(run);
      return () => {};
    },
  };
  return { timers, repeats, waits };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it('goes on with a repeated task that failed, and tells the failure', async () => {
  const { timers, repeats } = fakeTimers();
  const told: unknown[] = [];
  let runs = 0;
  timerClock(timers, (error) => told.push(error)).every(10, () => {
    runs += 1;
    if (runs === 1) throw new Error('first');
    return runs === 2 ? Promise.reject(new Error('second')) : undefined;
  });
  for (let round = 0; round < 3; round++) {
    repeats[0]?.();
    await settle();
  }
  expect(runs).toBe(3);
  expect(told.map(String)).toEqual(['Error: first', 'Error: second']);
});

it('skips a round while the one before is still at work', async () => {
  const { timers, repeats } = fakeTimers();
  const work = Promise.withResolvers<void>();
  let runs = 0;
  timerClock(timers, () => {}).every(10, () => {
    runs += 1;
    return work.promise;
  });
  repeats[0]?.();
  repeats[0]?.();
  expect(runs).toBe(1);
  work.resolve();
  await settle();
  repeats[0]?.();
  expect(runs).toBe(2);
});

it('takes its timer back when a sleep is aborted, with the reason of the signal', async () => {
  const { timers, waits } = fakeTimers();
  const stop = new AbortController();
  const sleeping = timerClock(timers, () => {}).sleep(10, stop.signal);
  stop.abort(new Error('enough'));
  await expect(sleeping).rejects.toThrow('enough');
  expect(waits[0]?.gone).toBe(true);
});
