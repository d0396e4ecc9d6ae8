import type { ProcessIdentity, ProcessTable } from '../processes/process-table.ts';
import { runMark } from './launch-command.ts';
import type { ProcessRecord } from './process-record.ts';

/**
 * The record with the JVM's identity: looked up by the pid of its start, else by the run's mark on its command line,
 * which also an engine that died between the entry and the start left behind. A JVM that was started and is there no
 * more gets an identity that nothing has. Unchanged when none was ever started. Rejects when the system did not say.
 */
export async function withIdentity(table: ProcessTable, runId: string, record: ProcessRecord): Promise<ProcessRecord> {
  if (record.identity !== null) return record;
  const identity = await findJvm(table, runId, record.pid);
  if (identity !== undefined) return { ...record, identity };
  return record.pid === undefined ? record : { ...record, identity: { pid: record.pid, started: 'gone' } };
}

async function findJvm(table: ProcessTable, runId: string, pid?: number): Promise<ProcessIdentity | undefined> {
  const mark = runMark(runId);
  const direct = pid === undefined ? undefined : await table.find(pid);
  // The pid may be another process's by now.
  const entry = direct?.command.includes(mark)
    ? direct
    : (await table.list()).find(({ command }) => command.includes(mark));
  return entry && { pid: entry.pid, started: entry.started };
}
