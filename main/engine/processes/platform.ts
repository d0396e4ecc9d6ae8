import { darwinProcesses } from './darwin.ts';
import { linuxProcesses } from './linux.ts';
import type { ProcessTable } from './process-table.ts';
import { runCommand } from './run-command.ts';
import { windowsProcesses } from './windows.ts';

/** The adapter for the system that this process runs on. Other POSIX systems are asked through `ps` as macOS is. */
export function platformProcesses(platform: NodeJS.Platform = process.platform): ProcessTable {
  if (platform === 'linux') return linuxProcesses();
  // `ps` ends with 1 when no such process exists.
  if (platform !== 'win32')
    return darwinProcesses((program, args, env) => runCommand(program, args, env).catch(() => ''));
  return windowsProcesses(runCommand, process.env['SystemRoot'] ?? 'C:\\Windows');
}
