/** One process as the operating system lists it. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  /** When it started, as this system tells it: compared as text, never computed with. */
  started: string;
  /** Its command line, blanks between the arguments. May be cut by the system. */
  command: string;
}

/** A process that cannot be mistaken for another one: pids are used again, a pid with its start time is not. */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** What this system says about its processes. One adapter a platform. */
export interface ProcessTable {
  /** The process behind a pid, or `undefined` when it is gone (a zombie is gone). Rejects when the system did not say. */
  find(pid: number): Promise<ProcessEntry | undefined>;
  list(): Promise<ProcessEntry[]>;
  /** Ends the process and, where the system can say so, everything in its group, at once and without asking. */
  kill(pid: number, descendants: readonly number[]): Promise<void>;
  /** How often a look at one process costs next to nothing, ms. */
  readonly lookEveryMs: number;
}

/** Whether exactly this process still runs. */
export async function isAlive(table: ProcessTable, identity: ProcessIdentity): Promise<boolean> {
  const entry = await table.find(identity.pid);
  return entry !== undefined && entry.started === identity.started;
}

/** Pids of everything that `pid` started, directly or through others, nearest first. */
export function descendantsOf(pid: number, entries: readonly ProcessEntry[]): number[] {
  const children = new Map<number, number[]>();
  for (const entry of entries) {
    if (entry.pid === entry.parent) continue;
    const siblings = children.get(entry.parent);
    if (siblings) siblings.push(entry.pid);
    else children.set(entry.parent, [entry.pid]);
  }
  const found: number[] = [];
  const seen = new Set([pid]);
  for (let queue = [pid]; queue.length > 0; ) {
    const next: number[] = [];
    for (const parent of queue) {
      for (const child of children.get(parent) ?? []) {
        if (seen.has(child)) continue;
        seen.add(child);
        found.push(child);
        next.push(child);
      }
    }
    queue = next;
  }
  return found;
}

/**
 * Ends a process with everything it started. Looks at its identity first, so that a pid that was given to somebody
 * else meanwhile is left alone. Returns whether there was something to end.
 */
export async function killTree(table: ProcessTable, identity: ProcessIdentity): Promise<boolean> {
  const entries = await table.list();
  const root = entries.find((entry) => entry.pid === identity.pid);
  if (root === undefined || root.started !== identity.started) return false;
  await table.kill(identity.pid, descendantsOf(identity.pid, entries));
  return true;
}
