import { readdir, readFile } from 'node:fs/promises';
import type { ProcessEntry, ProcessTable } from './process-table.ts';
import { killGroup } from './signals.ts';

/** Pid, parent, state and start (clock ticks since boot) out of `/proc/PID/stat`; the name in it may hold anything. */
export function parseStat(text: string): { pid: number; parent: number; state: string; ticks: string } | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  // proc(5): field 3 (state) is the first one behind the name, 4 the parent, 22 the start time.
  const rest = text
    .slice(close + 1)
    .trim()
    .split(/\s+/);
  const [state, parent] = rest;
  const ticks = rest[19];
  if (state === undefined || parent === undefined || ticks === undefined) return undefined;
  return { pid: Number.parseInt(text, 10), parent: Number(parent), state, ticks };
}

const gone: ReadonlySet<unknown> = new Set(['ENOENT', 'ESRCH']);
const hidden: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Reads `/proc`. The boot's own id is part of the start time: ticks count from zero after every boot. */
export function linuxProcesses(proc = '/proc'): ProcessTable {
  let boot: string | undefined;
  const bootId = async () => {
    // Where there is none, it stays out of every answer; an error that passes must not change what a start reads like.
    boot ??= await readFile(`${proc}/sys/kernel/random/boot_id`, 'utf8').then(
      (text) => text.trim(),
      (error: unknown) => {
        if (gone.has(codeOf(error)) || hidden.has(codeOf(error))) return 'unknown-boot';
        throw error;
      },
    );
    return boot;
  };
  const find = async (pid: number): Promise<ProcessEntry | undefined> => {
    try {
      const stat = parseStat(await readFile(`${proc}/${pid}/stat`, 'utf8'));
      if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return undefined;
      const command = (await readFile(`${proc}/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
      return { pid, parent: stat.parent, started: `${await bootId()}:${stat.ticks}`, command };
    } catch (error) {
      // Anything else (no file descriptor left, no memory) says nothing about the process.
      if (gone.has(codeOf(error))) return undefined;
      throw error;
    }
  };
  const listed = (pid: number) =>
    find(pid).catch((error: unknown) => {
      // Somebody else's process that this user may not see.
      if (hidden.has(codeOf(error))) return undefined;
      throw error;
    });
  return {
    find,
    list: async () => {
      const pids = (await readdir(proc)).filter((name) => /^\d+$/.test(name)).map(Number);
      const entries = await Promise.all(pids.map(listed));
      return entries.filter((entry) => entry !== undefined);
    },
    kill: killGroup,
    lookEveryMs: 500,
  };
}
