import { join } from 'node:path';
import { z } from 'zod';
import type { ProcessEntry, ProcessTable } from './process-table.ts';
import type { RunCommand } from './run-command.ts';

const row = z.object({
  ProcessId: z.number(),
  ParentProcessId: z.number(),
  /** FILETIME as text: its 64 bits do not fit a JSON number. */
  Started: z.string().nullable(),
  CommandLine: z.string().nullable(),
});
const answer = z.union([z.array(row), row.transform((one) => [one])]);

const select =
  'Select-Object ProcessId,ParentProcessId,CommandLine,@{n="Started";e={if($_.CreationDate){[string]$_.CreationDate.ToFileTimeUtc()}}}' +
  ' | ConvertTo-Json -Compress -Depth 2';

/** JSON of `Win32_Process`: an array, or one object when there is one process, or nothing at all. */
export function parseCim(text: string): ProcessEntry[] {
  if (text.trim() === '') return [];
  return answer.parse(JSON.parse(text)).map((one) => ({
    pid: one.ProcessId,
    parent: one.ParentProcessId,
    started: one.Started ?? '',
    command: one.CommandLine ?? '',
  }));
}

/**
 * Asks Windows PowerShell for `Win32_Process` (wmic is no longer part of Windows 11), ends trees by `taskkill`.
 * A parent's pid may have been used again on Windows: a child that is older than its parent is not its child.
 */
export function windowsProcesses(run: RunCommand, systemRoot: string): ProcessTable {
  const system = join(systemRoot, 'System32');
  const cim = async (filter: string) => {
    const script = `[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-CimInstance Win32_Process ${filter} | ${select}`;
    const powershell = join(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
    return parseCim(await run(powershell, ['-NoProfile', '-NonInteractive', '-Command', script], {}));
  };
  return {
    find: async (pid) => (await cim(`-Filter "ProcessId=${pid}"`))[0],
    list: async () => withoutFalseParents(await cim('')),
    kill: async (pid, descendants) => {
      const taskkill = join(system, 'taskkill.exe');
      await run(taskkill, ['/F', '/T', '/PID', String(pid)], {}).catch(() => '');
      for (const child of descendants) await run(taskkill, ['/F', '/PID', String(child)], {}).catch(() => '');
    },
    // PowerShell takes a third of a second to start.
    lookEveryMs: 5000,
  };
}

/** Cuts the tie between a process and a "parent" that started after it. */
export function withoutFalseParents(entries: readonly ProcessEntry[]): ProcessEntry[] {
  const started = new Map(entries.map((entry) => [entry.pid, entry.started]));
  return entries.map((entry) => {
    const parent = started.get(entry.parent);
    const older =
      parent !== undefined && parent !== '' && entry.started !== '' && BigInt(entry.started) < BigInt(parent);
    return older ? { ...entry, parent: 0 } : entry;
  });
}
