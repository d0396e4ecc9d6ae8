/**
 * Ends a process group whose leader is `pid` and each of the descendants that left the group (POSIX). What is gone
 * already is no error.
 */
export async function killGroup(pid: number, descendants: readonly number[]): Promise<void> {
  send(-pid);
  send(pid);
  for (const child of descendants) send(child);
}

function send(target: number): void {
  try {
    process.kill(target, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ESRCH') throw error;
  }
}
