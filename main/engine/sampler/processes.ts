import { type Reading, whole } from './reading.ts';

/** State letters of the kernel by Telegraf's names. */
const STATES: Record<string, string> = {
  R: 'running',
  S: 'sleeping',
  D: 'blocked',
  U: 'blocked',
  L: 'blocked',
  Z: 'zombies',
  X: 'dead',
  T: 'stopped',
  t: 'stopped',
  I: 'idle',
  W: 'paging',
};

/** Counts processes by state; `threads` is the sum over all of them when the platform tells it. */
export function processesReading(states: readonly string[], threads: number | undefined): Reading {
  const counts: Record<string, number> = {
    blocked: 0,
    dead: 0,
    idle: 0,
    paging: 0,
    running: 0,
    sleeping: 0,
    stopped: 0,
    unknown: 0,
    zombies: 0,
  };
  for (const state of states) {
    const name = STATES[state] ?? 'unknown';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  const fields = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, whole(count)]));
  return {
    measurement: 'processes',
    tags: {},
    fields: {
      ...fields,
      total: whole(states.length),
      total_threads: threads === undefined ? undefined : whole(threads),
    },
  };
}

/** State letter and number of threads of a `/proc/PID/stat`; the name in brackets may hold anything. */
export function parseProcessStat(text: string): { state: string; threads: number } {
  const columns = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: columns[0] ?? '?', threads: Number(columns[17] ?? 0) };
}
