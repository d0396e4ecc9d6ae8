import { readFileSync } from 'node:fs';
import { readdir, readFile, statfs } from 'node:fs/promises';
import { cpus, loadavg, uptime } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import type { CpuTimes } from './cpu.ts';
import { type DiskCounters, diskIoReadings, parseDiskstats } from './linux-disk-io.ts';
import { memoryReading, parseCpuTimes, parseMeminfo, parseMounts, parseNetwork, swapReading } from './linux-text.ts';
import type { HostProbe } from './probe.ts';
import { parseProcessStat, processesReading } from './processes.ts';
import { percent, type Reading, whole } from './reading.ts';
import { systemReading } from './system.ts';

/** Processes read between two turns of the event loop. */
const PROCESSES_AT_ONCE = 40;

/** Reads /proc and /sys directly: a few files, no child process. */
export class LinuxProbe implements HostProbe {
  #disks: DiskCounters[] = [];
  #physicalCpus: number | undefined;

  async cpuTimes(): Promise<CpuTimes[]> {
    return parseCpuTimes(await readFile('/proc/stat', 'utf8'));
  }

  async readings(elapsedMs: number): Promise<Reading[]> {
    this.#physicalCpus ??= await countCores();
    const [one = 0, five = 0, fifteen = 0] = loadavg();
    const parts = await Promise.allSettled([
      memory(),
      Promise.resolve([systemReading([one, five, fifteen], cpus().length, this.#physicalCpus, uptime())]),
      disks(),
      this.#diskIo(elapsedMs),
      network(),
      processes(),
    ]);
    // One file that cannot be read costs its own numbers only.
    return parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : []));
  }

  async #diskIo(elapsedMs: number): Promise<Reading[]> {
    const before = this.#disks;
    this.#disks = parseDiskstats(await readFile('/proc/diskstats', 'utf8'));
    return diskIoReadings(before, this.#disks, elapsedMs);
  }
}

async function memory(): Promise<Reading[]> {
  const [meminfo, vmstat] = await Promise.all([readFile('/proc/meminfo', 'utf8'), readFile('/proc/vmstat', 'utf8')]);
  const values = parseMeminfo(meminfo);
  return [memoryReading(values), swapReading(values, vmstat)];
}

async function disks(): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const mount of parseMounts(await readFile('/proc/self/mounts', 'utf8'))) {
    const info = await statfs(mount.path).catch(() => undefined);
    if (info === undefined || info.blocks === 0) continue;
    const used = (info.blocks - info.bfree) * info.bsize;
    const free = info.bavail * info.bsize;
    const { device, fstype, mode, path } = mount;
    readings.push({
      measurement: 'disk',
      tags: { device, fstype, mode, path },
      fields: {
        total: whole(info.blocks * info.bsize),
        free: whole(free),
        used: whole(used),
        // Of what an ordinary user can reach, as df counts.
        used_percent: percent(used, used + free),
        inodes_total: whole(info.files),
        inodes_free: whole(info.ffree),
        inodes_used: whole(info.files - info.ffree),
        inodes_used_percent: percent(info.files - info.ffree, info.files),
      },
    });
  }
  return readings;
}

async function network(): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const { name, fields } of parseNetwork(await readFile('/proc/net/dev', 'utf8'))) {
    const folder = `/sys/class/net/${name}`;
    const [flags, speed] = await Promise.all([
      readFile(`${folder}/flags`, 'utf8').catch(() => '0x1'),
      readFile(`${folder}/speed`, 'utf8').catch(() => '-1'),
    ]);
    const bits = Number.parseInt(flags, 16);
    // Up (1) and not the loopback (8).
    if ((bits & 1) === 0 || (bits & 8) !== 0) continue;
    const megabits = Number.parseInt(speed, 10);
    fields['speed'] = whole(Number.isFinite(megabits) && megabits >= 0 ? megabits : -1);
    readings.push({ measurement: 'net', tags: { interface: name }, fields });
  }
  return readings;
}

async function processes(): Promise<Reading[]> {
  const states: string[] = [];
  let threads = 0;
  let read = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The kernel answers these from memory: a hop through the thread pool costs several times the read.
      const stat = parseProcessStat(readFileSync(`/proc/${name}/stat`, 'utf8'));
      states.push(stat.state);
      threads += stat.threads;
    } catch {
      // It ended in the meantime.
    }
    read += 1;
    if (read % PROCESSES_AT_ONCE === 0) await breathe();
  }
  return [processesReading(states, threads)];
}

async function countCores(): Promise<number | undefined> {
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const cores = new Set<string>();
  for (const block of text.split('\n\n')) {
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)/m.exec(block)?.[1] ?? '0'}/${core}`);
  }
  return cores.size === 0 ? undefined : cores.size;
}
