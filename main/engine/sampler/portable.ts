import { cpus, loadavg, uptime } from 'node:os';
import { type CpuTimes, cpuTimesFromNode } from './cpu.ts';
import type { HostProbe } from './probe.ts';
import { processesReading } from './processes.ts';
import { percent, type Reading, whole } from './reading.ts';
import { systemReading } from './system.ts';

/** The part of systeminformation that is used; sizes in bytes. */
export interface SystemInformation {
  mem(): Promise<{
    total: number;
    free: number;
    used: number;
    available: number;
    active: number;
    buffcache: number;
    swaptotal: number;
    swapused: number;
    swapfree: number;
  }>;
  fsSize(): Promise<
    { fs: string; type: string; size: number; used: number; available: number; mount: string; rw: boolean | null }[]
  >;
  networkStats(interfaces: string): Promise<NetworkStat[]>;
  processes(): Promise<{ all: number; running: number; blocked: number; sleeping: number; unknown: number }>;
}

interface NetworkStat {
  iface: string;
  operstate: string;
  rx_bytes: number;
  rx_dropped: number;
  rx_errors: number;
  tx_bytes: number;
  tx_dropped: number;
  tx_errors: number;
}

const PSEUDO = /^(devfs|autofs|tmpfs|map|cd9660|udf|iso9660)/;

/**
 * macOS and Windows. On Windows each question starts PowerShell, so they are asked at every sixth sample only; processor
 * times come from Node every time.
 */
export class PortableProbe implements HostProbe {
  readonly #information: SystemInformation;
  readonly #platform: NodeJS.Platform;
  readonly #every: number;
  #call = 0;

  constructor(information: SystemInformation, platform: NodeJS.Platform) {
    this.#information = information;
    this.#platform = platform;
    this.#every = platform === 'win32' ? 6 : 1;
  }

  cpuTimes(): Promise<CpuTimes[]> {
    return Promise.resolve(cpuTimesFromNode(cpus()));
  }

  async readings(): Promise<Reading[]> {
    const [one = 0, five = 0, fifteen = 0] = loadavg();
    const load: [number, number, number] | undefined = this.#platform === 'win32' ? undefined : [one, five, fifteen];
    const fast = [systemReading(load, cpus().length, undefined, uptime())];
    const isTurn = this.#call % this.#every === 0;
    this.#call += 1;
    if (!isTurn) return fast;
    const information = this.#information;
    const parts = await Promise.allSettled([
      information.mem().then(memoryReadings),
      information.fsSize().then(diskReadings),
      information.networkStats('*').then(networkReadings),
      information.processes().then(processReadings),
    ]);
    return [...fast, ...parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : []))];
  }
}

type Answer<Name extends keyof SystemInformation> = Awaited<ReturnType<SystemInformation[Name]>>;

function memoryReadings(memory: Answer<'mem'>): Reading[] {
  const used = memory.total - memory.available;
  return [
    {
      measurement: 'mem',
      tags: {},
      fields: {
        total: whole(memory.total),
        available: whole(memory.available),
        available_percent: percent(memory.available, memory.total),
        used: whole(used),
        used_percent: percent(used, memory.total),
        free: whole(memory.free),
        active: whole(memory.active),
        cached: whole(memory.buffcache),
      },
    },
    {
      measurement: 'swap',
      tags: {},
      fields: {
        total: whole(memory.swaptotal),
        used: whole(memory.swapused),
        free: whole(memory.swapfree),
        used_percent: percent(memory.swapused, memory.swaptotal),
      },
    },
  ];
}

function diskReadings(disks: Answer<'fsSize'>): Reading[] {
  return disks
    .filter((disk) => disk.size > 0 && !PSEUDO.test(disk.type))
    .map((disk) => ({
      measurement: 'disk',
      tags: {
        device: disk.fs.replace(/^\/dev\//, ''),
        fstype: disk.type,
        mode: disk.rw === false ? 'ro' : 'rw',
        path: disk.mount,
      },
      fields: {
        total: whole(disk.size),
        used: whole(disk.used),
        free: whole(disk.available),
        used_percent: percent(disk.used, disk.used + disk.available),
      },
    }));
}

function networkReadings(interfaces: Answer<'networkStats'>): Reading[] {
  return interfaces
    .filter((one) => one.operstate !== 'down' && !/^(lo\d*|Loopback.*)$/.test(one.iface))
    .map((one) => ({
      measurement: 'net',
      tags: { interface: one.iface },
      fields: {
        bytes_recv: whole(one.rx_bytes),
        bytes_sent: whole(one.tx_bytes),
        drop_in: whole(one.rx_dropped),
        drop_out: whole(one.tx_dropped),
        err_in: whole(one.rx_errors),
        err_out: whole(one.tx_errors),
        speed: whole(-1),
      },
    }));
}

function processReadings(counts: Answer<'processes'>): Reading[] {
  const states = [
    ...Array<string>(counts.running).fill('R'),
    ...Array<string>(counts.blocked).fill('D'),
    ...Array<string>(counts.sleeping).fill('S'),
    ...Array<string>(Math.max(0, counts.all - counts.running - counts.blocked - counts.sleeping)).fill('?'),
  ];
  return [processesReading(states, undefined)];
}
