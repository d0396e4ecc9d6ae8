import type { useFormat } from '../../../ui/index.ts';

/** A moment as a panel says it: the clock alone for today up to now, else with its day, and with its year where needed. */
export function momentOf(at: number, now: number, format: ReturnType<typeof useFormat>): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return format.time(at, today && at <= now ? 'minute' : 'dayClock');
}
