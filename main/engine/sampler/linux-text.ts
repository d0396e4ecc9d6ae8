import type { CpuTimes } from './cpu.ts';
import { percent, type Reading, type ReadingValue, whole } from './reading.ts';

/** `/proc/stat`: processors, in ticks. */
export function parseCpuTimes(stat: string): CpuTimes[] {
  const times: CpuTimes[] = [];
  for (const line of stat.split('\n')) {
    const [name = '', ...rest] = line.split(/\s+/);
    if (!/^cpu\d*$/.test(name)) continue;
    const [
      user = 0,
      nice = 0,
      system = 0,
      idle = 0,
      iowait = 0,
      irq = 0,
      softirq = 0,
      steal = 0,
      guest = 0,
      guestNice = 0,
    ] = rest.map(Number);
    times.push({
      cpu: name === 'cpu' ? 'cpu-total' : name,
      ...{ user, nice, system, idle, iowait, irq, softirq, steal, guest, guestNice },
    });
  }
  return times;
}

/** Field of Telegraf's `mem` by the name in `/proc/meminfo`. */
const MEMORY_FIELDS: Record<string, string> = {
  Active: 'active',
  Buffers: 'buffered',
  CommitLimit: 'commit_limit',
  Committed_AS: 'committed_as',
  Dirty: 'dirty',
  MemFree: 'free',
  HighFree: 'high_free',
  HighTotal: 'high_total',
  Hugepagesize: 'huge_page_size',
  Inactive: 'inactive',
  LowFree: 'low_free',
  LowTotal: 'low_total',
  Mapped: 'mapped',
  PageTables: 'page_tables',
  Shmem: 'shared',
  Slab: 'slab',
  SReclaimable: 'sreclaimable',
  SUnreclaim: 'sunreclaim',
  SwapCached: 'swap_cached',
  SwapFree: 'swap_free',
  SwapTotal: 'swap_total',
  VmallocChunk: 'vmalloc_chunk',
  VmallocTotal: 'vmalloc_total',
  VmallocUsed: 'vmalloc_used',
  Writeback: 'write_back',
  WritebackTmp: 'write_back_tmp',
};

/** `/proc/meminfo` by name, bytes (counts without a unit as they are). */
export function parseMeminfo(text: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const line of text.split('\n')) {
    const match = /^([^:]+):\s+(\d+)( kB)?/.exec(line);
    if (match?.[1] !== undefined) values.set(match[1], Number(match[2]) * (match[3] === undefined ? 1 : 1024));
  }
  return values;
}

export function memoryReading(meminfo: ReadonlyMap<string, number>): Reading {
  const value = (name: string): number => meminfo.get(name) ?? 0;
  const total = value('MemTotal');
  // Kernels before 3.14 do not say what is available.
  const available = meminfo.get('MemAvailable') ?? value('MemFree') + value('Buffers') + value('Cached');
  const fields: Record<string, ReadingValue> = {
    total: whole(total),
    available: whole(available),
    available_percent: percent(available, total),
    used: whole(total - available),
    used_percent: percent(total - available, total),
    cached: whole(value('Cached') + value('SReclaimable')),
    huge_pages_free: whole(value('HugePages_Free')),
    huge_pages_total: whole(value('HugePages_Total')),
  };
  for (const [name, field] of Object.entries(MEMORY_FIELDS)) fields[field] = whole(value(name));
  return { measurement: 'mem', tags: {}, fields };
}

/** Swap from `/proc/meminfo`, its traffic from `/proc/vmstat` (pages since the start). */
export function swapReading(meminfo: ReadonlyMap<string, number>, vmstat: string, pageBytes = 4096): Reading {
  const total = meminfo.get('SwapTotal') ?? 0;
  const free = meminfo.get('SwapFree') ?? 0;
  const pages = (name: string): number => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(vmstat)?.[1] ?? 0);
  return {
    measurement: 'swap',
    tags: {},
    fields: {
      total: whole(total),
      free: whole(free),
      used: whole(total - free),
      used_percent: percent(total - free, total),
      in: whole(pages('pswpin') * pageBytes),
      out: whole(pages('pswpout') * pageBytes),
    },
  };
}

/** `/proc/net/dev`, without `speed`, which has a file of its own. */
export function parseNetwork(text: string): { name: string; fields: Record<string, ReadingValue> }[] {
  const interfaces: { name: string; fields: Record<string, ReadingValue> }[] = [];
  for (const line of text.split('\n').slice(2)) {
    const match = /^\s*([^:]+):\s*(.*)$/.exec(line);
    if (match?.[1] === undefined) continue;
    const columns = (match[2] ?? '').trim().split(/\s+/).map(Number);
    const at = (index: number): ReadingValue => whole(columns[index] ?? 0);
    interfaces.push({
      name: match[1],
      fields: {
        bytes_recv: at(0),
        packets_recv: at(1),
        err_in: at(2),
        drop_in: at(3),
        bytes_sent: at(8),
        packets_sent: at(9),
        err_out: at(10),
        drop_out: at(11),
      },
    });
  }
  return interfaces;
}

/** Mounts of real devices from `/proc/self/mounts`; every device once, at its first mount point. */
export function parseMounts(text: string): { device: string; path: string; fstype: string; mode: string }[] {
  const mounts: { device: string; path: string; fstype: string; mode: string }[] = [];
  const seen = new Set<string>();
  for (const line of text.split('\n')) {
    const [device = '', path = '', fstype = '', options = ''] = line.split(' ');
    const pseudo =
      !device.startsWith('/dev/') ||
      /^(squashfs|iso9660|devtmpfs|overlay)$/.test(fstype) ||
      device.startsWith('/dev/loop');
    const network = /^(nfs4?|cifs|smb3|ceph|glusterfs)$/.test(fstype);
    const zfs = fstype === 'zfs';
    // A network mount that hangs would hang the sampler with it.
    if (network || (pseudo && !zfs) || seen.has(device)) continue;
    seen.add(device);
    const plain = path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    mounts.push({
      device: device.replace(/^\/dev\//, ''),
      path: plain,
      fstype,
      mode: options.split(',')[0] === 'ro' ? 'ro' : 'rw',
    });
  }
  return mounts;
}
