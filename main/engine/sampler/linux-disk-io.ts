import { type Reading, real, whole } from './reading.ts';

/** Counters of one block device since the start (times in ms, sectors of 512 bytes). */
export interface DiskCounters {
  name: string;
  reads: number;
  mergedReads: number;
  sectorsRead: number;
  readTime: number;
  writes: number;
  mergedWrites: number;
  sectorsWritten: number;
  writeTime: number;
  inProgress: number;
  ioTime: number;
  weightedIoTime: number;
}

/** `/proc/diskstats`, without loop and memory devices and without devices that never did anything. */
export function parseDiskstats(text: string): DiskCounters[] {
  const disks: DiskCounters[] = [];
  for (const line of text.split('\n')) {
    const [, , name = '', ...columns] = line.trim().split(/\s+/);
    const [
      reads = 0,
      mergedReads = 0,
      sectorsRead = 0,
      readTime = 0,
      writes = 0,
      mergedWrites = 0,
      sectorsWritten = 0,
    ] = columns.map(Number);
    const [writeTime = 0, inProgress = 0, ioTime = 0, weightedIoTime = 0] = columns.slice(7).map(Number);
    if (name === '' || /^(loop|ram|zram)\d+$/.test(name) || reads + writes === 0) continue;
    disks.push({
      ...{ name, reads, mergedReads, sectorsRead, readTime, writes, mergedWrites, sectorsWritten },
      ...{ writeTime, inProgress, ioTime, weightedIoTime },
    });
  }
  return disks;
}

/**
 * Telegraf's `diskio`: counters, and between two samples `io_await` (ms an operation), `io_svctm` (ms of work an
 * operation) and `io_util` (percent of the time busy).
 */
export function diskIoReadings(
  before: readonly DiskCounters[],
  now: readonly DiskCounters[],
  elapsedMs: number,
): Reading[] {
  return now.map((disk): Reading => {
    const last = before.find((one) => one.name === disk.name);
    const operations = last === undefined ? 0 : disk.reads + disk.writes - last.reads - last.writes;
    const waited = last === undefined ? 0 : disk.readTime + disk.writeTime - last.readTime - last.writeTime;
    const worked = last === undefined ? 0 : disk.ioTime - last.ioTime;
    const between = last !== undefined && elapsedMs > 0;
    return {
      measurement: 'diskio',
      tags: { name: disk.name },
      fields: {
        reads: whole(disk.reads),
        writes: whole(disk.writes),
        read_bytes: whole(disk.sectorsRead * 512),
        write_bytes: whole(disk.sectorsWritten * 512),
        read_time: whole(disk.readTime),
        write_time: whole(disk.writeTime),
        io_time: whole(disk.ioTime),
        weighted_io_time: whole(disk.weightedIoTime),
        iops_in_progress: whole(disk.inProgress),
        merged_reads: whole(disk.mergedReads),
        merged_writes: whole(disk.mergedWrites),
        io_await: between ? real(operations > 0 ? waited / operations : 0) : undefined,
        io_svctm: between ? real(operations > 0 ? worked / operations : 0) : undefined,
        io_util: between ? real((100 * worked) / elapsedMs) : undefined,
      },
    };
  });
}
