import { type Reading, type ReadingValue, real } from './reading.ts';

/** Time one processor spent in each state since its start, any unit. `user` and `nice` include guests, as Linux counts. */
export interface CpuTimes {
  /** `cpu-total`, `cpu0` … */
  cpu: string;
  user: number;
  nice: number;
  system: number;
  idle: number;
  iowait: number;
  irq: number;
  softirq: number;
  steal: number;
  guest: number;
  guestNice: number;
}

/** Percent of each state between two samples, as Telegraf's cpu input computes it; a processor without a past gives none. */
export function cpuReadings(before: readonly CpuTimes[], now: readonly CpuTimes[]): Reading[] {
  const readings: Reading[] = [];
  for (const current of now) {
    const last = before.find((one) => one.cpu === current.cpu);
    const total = last === undefined ? 0 : totalOf(current) - totalOf(last);
    if (last === undefined || total <= 0) continue;
    const share = (value: (times: CpuTimes) => number): ReadingValue =>
      real(Math.max(0, (100 * (value(current) - value(last))) / total));
    readings.push({
      measurement: 'cpu',
      tags: { cpu: current.cpu },
      fields: {
        usage_user: share((times) => times.user - times.guest),
        usage_system: share((times) => times.system),
        usage_idle: share((times) => times.idle),
        usage_nice: share((times) => times.nice - times.guestNice),
        usage_iowait: share((times) => times.iowait),
        usage_irq: share((times) => times.irq),
        usage_softirq: share((times) => times.softirq),
        usage_steal: share((times) => times.steal),
        usage_guest: share((times) => times.guest),
        usage_guest_nice: share((times) => times.guestNice),
      },
    });
  }
  return readings;
}

function totalOf(times: CpuTimes): number {
  return times.user + times.system + times.nice + times.iowait + times.irq + times.softirq + times.steal + times.idle;
}

/** From Node's own counters (ms), where there is no /proc. */
export function cpuTimesFromNode(
  cpus: readonly { times: { user: number; nice: number; sys: number; idle: number; irq: number } }[],
): CpuTimes[] {
  const none = { iowait: 0, softirq: 0, steal: 0, guest: 0, guestNice: 0 };
  const each = cpus.map(({ times }, index): CpuTimes => {
    const { user, nice, sys: system, idle, irq } = times;
    return { cpu: `cpu${index}`, user, nice, system, idle, irq, ...none };
  });
  const total: CpuTimes = { cpu: 'cpu-total', user: 0, nice: 0, system: 0, idle: 0, irq: 0, ...none };
  for (const one of each) {
    total.user += one.user;
    total.nice += one.nice;
    total.system += one.system;
    total.idle += one.idle;
    total.irq += one.irq;
  }
  return [total, ...each];
}
