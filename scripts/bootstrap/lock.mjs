// One bootstrap at a time for one working copy: two `npm start` at once must not install or build over each other.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Runs `work` while holding the lock of this working copy; waits for another holder, takes over from a dead one. */
export async function withLock(root, say, work) {
  const key = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `watchfloor-bootstrap-${userInfo().username.replace(/\W/g, '_')}-${key}`);
  let told = false;
  while (!take(folder)) {
    if (holderIsGone(folder)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!told) say('Waiting for another start that is installing or building ...');
    told = true;
    await pause(200);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function take(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return true;
}

/** A young folder without a pid is another process between its two steps: alive. */
function holderIsGone(folder) {
  let pid;
  try {
    pid = Number.parseInt(readFileSync(join(folder, 'pid'), 'utf8'), 10);
  } catch {
    const since = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
    return since !== undefined && Date.now() - since > 10_000;
  }
  if (!Number.isInteger(pid)) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
