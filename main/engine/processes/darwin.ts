import type { ProcessEntry, ProcessTable } from './process-table.ts';
import type { RunCommand } from './run-command.ts';
import { killGroup } from './signals.ts';

const columns = 'pid=,ppid=,state=,lstart=,command=';

/** Lines of `ps -o pid=,ppid=,state=,lstart=,command=` (the C locale's five-part date). Zombies are left out. */
export function parsePs(text: string): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const line of text.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s*(.*)$/.exec(line);
    if (match === null) continue;
    const [, pid = '', parent = '', state = '', started = '', command = ''] = match;
    if (state.startsWith('Z')) continue;
    entries.push({ pid: Number(pid), parent: Number(parent), started: started.replaceAll(/\s+/g, ' '), command });
  }
  return entries;
}

/** Asks `ps`, which tells a process's start to the second. */
export function darwinProcesses(run: RunCommand): ProcessTable {
  const ps = async (args: string[]) => parsePs(await run('/bin/ps', args, { LC_ALL: 'C', TZ: 'UTC' }));
  return {
    find: async (pid) => (await ps(['-o', columns, '-ww', '-p', String(pid)]))[0],
    list: () => ps(['-axww', '-o', columns]),
    kill: killGroup,
    lookEveryMs: 1000,
  };
}
