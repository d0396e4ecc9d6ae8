import { describe, expect, it } from 'vitest';
import { type CpuTimes, cpuReadings, cpuTimesFromNode } from './cpu.ts';
import { diskIoReadings, parseDiskstats } from './linux-disk-io.ts';
import { memoryReading, parseCpuTimes, parseMeminfo, parseMounts, parseNetwork, swapReading } from './linux-text.ts';
import { PortableProbe, type SystemInformation } from './portable.ts';
import { parseProcessStat, processesReading } from './processes.ts';
import { systemReading, uptimeText } from './system.ts';

const times = (change: Partial<CpuTimes>): CpuTimes => ({
  ...{
    cpu: 'cpu0',
    user: 0,
    nice: 0,
    system: 0,
    idle: 0,
    iowait: 0,
    irq: 0,
    softirq: 0,
    steal: 0,
    guest: 0,
    guestNice: 0,
  },
  ...change,
});

describe('processor load', () => {
  it('is the share of each state between two samples, guests told apart from user', () => {
    const [reading] = cpuReadings(
      [times({ user: 100, idle: 100 })],
      [times({ user: 130, guest: 10, idle: 150, system: 20 })],
    );
    expect(reading?.fields).toMatchObject({
      usage_user: { f: 20 },
      usage_guest: { f: 10 },
      usage_idle: { f: 50 },
      usage_system: { f: 20 },
    });
  });

  it('says nothing of a processor without a past, nor when no time passed', () => {
    expect(cpuReadings([], [times({ user: 5 })])).toEqual([]);
    expect(cpuReadings([times({ user: 5 })], [times({ user: 5 })])).toEqual([]);
  });

  it('reads /proc/stat and sums what Node tells elsewhere', () => {
    const stat = 'cpu  10 1 5 100 2 0 1 0 0 0\ncpu0 10 1 5 100 2 0 1 0 0 0\nintr 5\n';
    expect(parseCpuTimes(stat).map((one) => [one.cpu, one.user, one.softirq])).toEqual([
      ['cpu-total', 10, 1],
      ['cpu0', 10, 1],
    ]);
    const cpu = { times: { user: 1, nice: 0, sys: 2, idle: 7, irq: 0 } };
    expect(cpuTimesFromNode([cpu, cpu])[0]).toMatchObject({ cpu: 'cpu-total', user: 2, system: 4, idle: 14 });
  });
});

describe('Linux texts', () => {
  it('counts memory as used when it is not available', () => {
    const meminfo = parseMeminfo(
      'MemTotal: 1000 kB\nMemFree: 200 kB\nMemAvailable: 600 kB\nCached: 100 kB\nSReclaimable: 50 kB\nHugePages_Total: 3\n',
    );
    expect(memoryReading(meminfo).fields).toMatchObject({
      total: { i: 1_024_000 },
      used: { i: 409_600 },
      used_percent: { f: 40 },
      available_percent: { f: 60 },
      cached: { i: 153_600 },
      huge_pages_total: { i: 3 },
    });
  });

  it('reads swap and its traffic, also where there is none', () => {
    const meminfo = parseMeminfo('SwapTotal: 100 kB\nSwapFree: 75 kB\n');
    expect(swapReading(meminfo, 'pswpin 2\npswpout 3\n').fields).toMatchObject({
      used_percent: { f: 25 },
      in: { i: 8192 },
      out: { i: 12_288 },
    });
    expect(swapReading(new Map(), '').fields).toMatchObject({ total: { i: 0 }, used_percent: { f: 0 } });
  });

  it('reads network counters', () => {
    const text = 'Inter-|\n face |\n  eth0:100 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n';
    expect(parseNetwork(text)).toEqual([
      {
        name: 'eth0',
        fields: {
          ...{ bytes_recv: { i: 100 }, packets_recv: { i: 2 }, err_in: { i: 3 }, drop_in: { i: 4 } },
          ...{ bytes_sent: { i: 500 }, packets_sent: { i: 6 }, err_out: { i: 7 }, drop_out: { i: 8 } },
        },
      },
    ]);
  });

  it('keeps real disks once and leaves pseudo, loop and network file systems out', () => {
    const text = [
      'proc /proc proc rw 0 0',
      'tmpfs /run tmpfs rw 0 0',
      '/dev/vda1 / ext4 rw,relatime 0 0',
      '/dev/vda1 /bind ext4 rw 0 0',
      '/dev/loop0 /snap/x squashfs ro 0 0',
      'nas:/x /mnt nfs4 rw 0 0',
      String.raw`/dev/sdb1 /mnt/my\040disk xfs ro 0 0`,
      'tank/data /tank zfs rw 0 0',
      'overlay / overlay rw 0 0',
    ].join('\n');
    expect(parseMounts(text)).toEqual([
      { device: 'vda1', path: '/', fstype: 'ext4', mode: 'rw' },
      { device: 'sdb1', path: '/mnt/my disk', fstype: 'xfs', mode: 'ro' },
      { device: 'tank/data', path: '/tank', fstype: 'zfs', mode: 'rw' },
    ]);
  });

  it('turns disk counters into waits and utilisation between samples', () => {
    const disk = (columns: string) =>
      parseDiskstats(` 254 0 vda ${columns}\n 7 0 loop0 1 1 1 1 1 1 1 1 1 1 1\n 8 0 sda 0 0 0 0 0 0 0 0 0 0 0`);
    const before = disk('10 0 16 100 20 0 32 200 0 50 300');
    const now = disk('14 1 24 130 26 2 64 270 1 150 400 0 0');
    expect(before.map((one) => one.name)).toEqual(['vda']);
    expect(diskIoReadings([], before, 0)[0]?.fields['io_util']).toBeUndefined();
    expect(diskIoReadings(before, now, 1000)[0]?.fields).toMatchObject({
      ...{ reads: { i: 14 }, read_bytes: { i: 12_288 }, merged_writes: { i: 2 }, iops_in_progress: { i: 1 } },
      ...{ io_await: { f: 10 }, io_svctm: { f: 10 }, io_util: { f: 10 } },
    });
  });

  it('reads a process whose name has brackets and blanks', () => {
    const stat = `12 (a) b (c)) S 1 ${'0 '.repeat(15)}7 0`;
    expect(parseProcessStat(stat)).toEqual({ state: 'S', threads: 7 });
    expect(processesReading(['S', 'S', 'R', 'D', '?'], 9).fields).toMatchObject({
      ...{
        sleeping: { i: 2 },
        running: { i: 1 },
        blocked: { i: 1 },
        unknown: { i: 1 },
        total: { i: 5 },
        total_threads: { i: 9 },
      },
    });
  });

  it('writes uptime as Telegraf does', () => {
    expect([uptimeText(59), uptimeText(3661), uptimeText(90_000), uptimeText(200_000)]).toEqual([
      ' 0:00',
      ' 1:01',
      '1 day,  1:00',
      '2 days,  7:33',
    ]);
    expect(systemReading(undefined, 4, undefined, 60).fields).toMatchObject({
      load1: undefined,
      n_cpus: { i: 4 },
      uptime: { i: 60 },
    });
  });
});

describe('other platforms', () => {
  const information: SystemInformation = {
    mem: () =>
      Promise.resolve({
        total: 100,
        free: 10,
        used: 90,
        available: 60,
        active: 40,
        buffcache: 50,
        swaptotal: 10,
        swapused: 5,
        swapfree: 5,
      }),
    fsSize: () =>
      Promise.resolve([
        { fs: '/dev/disk1', type: 'APFS', size: 100, used: 20, available: 60, mount: '/', rw: true },
        { fs: 'devfs', type: 'devfs', size: 1, used: 1, available: 0, mount: '/dev', rw: true },
      ]),
    networkStats: () =>
      Promise.resolve([
        {
          iface: 'en0',
          operstate: 'up',
          rx_bytes: 1,
          rx_dropped: 2,
          rx_errors: 3,
          tx_bytes: 4,
          tx_dropped: 5,
          tx_errors: 6,
        },
        {
          iface: 'lo0',
          operstate: 'up',
          rx_bytes: 1,
          rx_dropped: 0,
          rx_errors: 0,
          tx_bytes: 0,
          tx_dropped: 0,
          tx_errors: 0,
        },
      ]),
    processes: () => Promise.resolve({ all: 10, running: 2, blocked: 1, sleeping: 5, unknown: 2 }),
  };

  it('macOS tells memory, disks, network and processes at every sample', async () => {
    const probe = new PortableProbe(information, 'darwin');
    for (let turn = 0; turn < 2; turn += 1) {
      const readings = await probe.readings();
      expect(readings.map((reading) => reading.measurement)).toEqual([
        'system',
        'mem',
        'swap',
        'disk',
        'net',
        'processes',
      ]);
      expect(readings[1]?.fields).toMatchObject({ used_percent: { f: 40 } });
      expect(readings[3]?.tags).toEqual({ device: 'disk1', fstype: 'APFS', mode: 'rw', path: '/' });
    }
  });

  it('Windows is asked for the costly part at every sixth sample only, and has no load average', async () => {
    const probe = new PortableProbe(information, 'win32');
    const sizes: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) sizes.push((await probe.readings()).length);
    expect(sizes).toEqual([6, 1, 1, 1, 1, 1, 6, 1]);
    expect((await probe.readings())[0]?.fields['load1']).toBeUndefined();
  });

  it('loses only what one failing question would have told', async () => {
    const probe = new PortableProbe({ ...information, fsSize: () => Promise.reject(new Error('no')) }, 'darwin');
    expect((await probe.readings()).map((reading) => reading.measurement)).toEqual([
      'system',
      'mem',
      'swap',
      'net',
      'processes',
    ]);
  });
});
