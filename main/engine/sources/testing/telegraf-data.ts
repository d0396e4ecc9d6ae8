/** Points of made-up hosts in Telegraf's names: every value follows from the time, so that tests know what to expect. */
export interface TelegrafData {
  hosts: readonly string[];
  /** Epoch ms, first point. */
  from: number;
  /** Epoch ms, no point at or after it. */
  to: number;
  stepMs: number;
  /** Times (epoch ms) at which a host sends nothing. */
  silent?: (host: string, time: number) => boolean;
}

export const cores = 2;
/** Bytes a second each interface receives; `eth1` begins to count anew every five minutes. */
export const receiveRate = { eth0: 1000, eth1: 500 } as const;
const restartEvery = 300_000;

export const idleAt = (time: number) => 50 + ((time / 1000) % 40);
export const usedAt = (time: number) => 30 + ((time / 10_000) % 20);

/** Values of one moment: measurement, tags and fields (`i` behind a number makes it an integer). */
export function telegrafPoints(
  host: string,
  time: number,
): { measurement: string; tags: Record<string, string>; fields: Record<string, number>; integers?: boolean }[] {
  const idle = idleAt(time);
  const cpu = (name: string) => ({
    measurement: 'cpu',
    tags: { cpu: name, host },
    fields: { usage_idle: idle, usage_user: 100 - idle, usage_system: 0, usage_iowait: 0 },
  });
  const seconds = time / 1000;
  return [
    cpu('cpu-total'),
    ...Array.from({ length: cores }, (_, index) => cpu(`cpu${index}`)),
    { measurement: 'mem', tags: { host }, fields: { used_percent: usedAt(time) } },
    {
      measurement: 'mem',
      tags: { host },
      fields: { total: 8_000_000_000, used: 3_000_000_000, free: 5_000_000_000 },
      integers: true,
    },
    { measurement: 'swap', tags: { host }, fields: { used_percent: 1 } },
    { measurement: 'system', tags: { host }, fields: { load1: 3, load5: 2, load15: 1 } },
    {
      measurement: 'system',
      tags: { host },
      fields: { n_cpus: cores, uptime: Math.floor(seconds % 1_000_000) },
      integers: true,
    },
    {
      measurement: 'disk',
      tags: { device: 'sda1', fstype: 'ext4', host, mode: 'rw', path: '/' },
      fields: { used_percent: 61, inodes_used_percent: 7 },
    },
    {
      measurement: 'disk',
      tags: { device: 'sda2', fstype: 'ext4', host, mode: 'rw', path: '/var' },
      fields: { used_percent: 72, inodes_used_percent: 9 },
    },
    {
      measurement: 'diskio',
      tags: { host, name: 'sda' },
      fields: {
        reads: Math.floor(seconds * 2),
        writes: Math.floor(seconds * 4),
        read_time: Math.floor(seconds * 6),
        write_time: Math.floor(seconds * 20),
        read_bytes: Math.floor(seconds * 8192),
        write_bytes: Math.floor(seconds * 4096),
      },
      integers: true,
    },
    {
      measurement: 'net',
      tags: { host, interface: 'eth0' },
      fields: { bytes_recv: Math.floor(seconds * receiveRate.eth0), bytes_sent: Math.floor(seconds * 100) },
      integers: true,
    },
    {
      measurement: 'net',
      tags: { host, interface: 'eth1' },
      fields: {
        bytes_recv: Math.floor(((time % restartEvery) / 1000) * receiveRate.eth1),
        bytes_sent: Math.floor(seconds * 10),
      },
      integers: true,
    },
    {
      measurement: 'processes',
      tags: { host },
      fields: { total: 200, running: 2, sleeping: 198, blocked: 0, zombies: 0 },
      integers: true,
    },
  ];
}

/** The data as line protocol, times in nanoseconds. */
export function telegrafLines(data: TelegrafData): string[] {
  const lines: string[] = [];
  for (let time = data.from; time < data.to; time += data.stepMs) {
    for (const host of data.hosts) {
      if (data.silent?.(host, time)) continue;
      for (const point of telegrafPoints(host, time)) {
        const tags = Object.entries(point.tags).map(([name, value]) => `,${name}=${value}`);
        const fields = Object.entries(point.fields).map(
          ([name, value]) => `${name}=${value}${point.integers ? 'i' : ''}`,
        );
        lines.push(`${point.measurement}${tags.join('')} ${fields.join(',')} ${time}000000`);
      }
    }
  }
  return lines;
}

/** One moment of all hosts in Prometheus's text format, as Telegraf's `prometheus_client` shows it. */
export function prometheusText(hosts: readonly string[], time: number): string {
  const lines: string[] = [];
  for (const host of hosts) {
    for (const { measurement, tags, fields } of telegrafPoints(host, time)) {
      const labels = Object.entries(tags).map(([name, value]) => `${name}="${value}"`);
      for (const [field, value] of Object.entries(fields))
        lines.push(`${measurement}_${field}{${labels.join(',')}} ${value}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
