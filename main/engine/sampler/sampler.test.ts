import { describe, expect, it } from 'vitest';
import { parseLineProtocol } from '#core/metrics/line-protocol.ts';
import type { Clock } from '#core/time/clock.ts';
import type { CpuTimes } from './cpu.ts';
import { encodeReadings, real, whole } from './reading.ts';
import { startSampler } from './sampler.ts';

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

describe('the sampler', () => {
  function virtualClock(): Clock & { advance: (ms: number) => Promise<void> } {
    let now = 1_000_000;
    const timers: { at: number; every: number | undefined; run: () => void }[] = [];
    return {
      now: () => now,
      monotonic: () => now,
      sleep: (ms) => new Promise((resolve) => timers.push({ at: now + ms, every: undefined, run: resolve })),
      every: (ms, task) => {
        const timer = { at: now + ms, every: ms, run: () => void task() };
        timers.push(timer);
        return () => timers.splice(timers.indexOf(timer), 1);
      },
      async advance(ms) {
        const end = now + ms;
        for (;;) {
          const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
          if (due === undefined) break;
          now = due.at;
          if (due.every === undefined) timers.splice(timers.indexOf(due), 1);
          else due.at += due.every;
          due.run();
          await new Promise((resolve) => setImmediate(resolve));
        }
        now = end;
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
  }

  it('samples at 0 and 1 s, then every 10 s, survives a store that refuses, and stops', async () => {
    const clock = virtualClock();
    const bodies: string[] = [];
    const errors: unknown[] = [];
    let fails = false;
    let user = 0;
    const sampler = startSampler({
      clock,
      host: 'this one',
      onError: (error) => errors.push(error),
      probe: {
        cpuTimes: () => {
          user += 10;
          return Promise.resolve([times({ user, idle: user * 3 })]);
        },
        readings: (elapsed) =>
          Promise.resolve([{ measurement: 'm', tags: {}, fields: { elapsed: real(elapsed), n: whole(1) } }]),
      },
      store: {
        write: (body) => {
          if (fails) return Promise.reject(new Error('full'));
          bodies.push(new TextDecoder().decode(body));
          return Promise.resolve({ written: 1, rejected: 0, errors: [] });
        },
      },
    });
    await clock.advance(0);
    expect(bodies).toEqual(['m,host=this\\ one elapsed=0,n=1i 1000000000000']);
    await clock.advance(10_000);
    const parsed = bodies.map((body) => parseLineProtocol(new TextEncoder().encode(body)).points);
    expect(
      parsed.map((points) =>
        points.map((point) => [point.measurement, Number((point.time ?? 0n) / 1_000_000n) - 1_000_000]),
      ),
    ).toEqual([
      [['m', 0]],
      [
        ['cpu', 1000],
        ['m', 1000],
      ],
      [
        ['cpu', 10_000],
        ['m', 10_000],
      ],
    ]);
    fails = true;
    await clock.advance(10_000);
    expect(errors).toEqual([new Error('full')]);
    expect(sampler.lastSampleAt()).toBe(1_010_000);
    fails = false;
    await clock.advance(10_000);
    expect(bodies).toHaveLength(4);
    await sampler.stop();
    await clock.advance(60_000);
    expect(bodies).toHaveLength(4);
  });

  it('leaves out what cannot be written', () => {
    expect(
      encodeReadings([{ measurement: 'm', tags: {}, fields: { a: real(Number.NaN), b: undefined } }], 'h', 1),
    ).toBe('');
  });
});
