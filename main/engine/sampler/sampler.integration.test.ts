import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { parseLineProtocol } from '#core/metrics/line-protocol.ts';
import { runTelegraf, telegraf, titled } from '../../../scripts/stack/index.ts';
import { systemClock } from '../clock.ts';
import { openTestStore } from '../samples/testing.ts';
import { cpuReadings } from './cpu.ts';
import { encodeReadings, type Reading } from './reading.ts';
import { hostProbe, startSampler } from './sampler.ts';

const INPUTS = ['cpu', 'mem', 'swap', 'system', 'disk', 'diskio', 'net', 'processes'];
const built = await telegraf();

/** Tag keys and fields (signed and unsigned told as one) of every measurement in a text of line protocol. */
function shapes(text: string): Map<string, { tags: string[]; fields: Set<string> }> {
  const found = new Map<string, { tags: string[]; fields: Set<string> }>();
  for (const point of parseLineProtocol(new TextEncoder().encode(text)).points) {
    const shape = found.get(point.measurement) ?? { tags: Object.keys(point.tags).sort(), fields: new Set<string>() };
    for (const [name, field] of Object.entries(point.fields))
      shape.fields.add(`${name}:${field.type.replace('unsigned', 'integer')}`);
    found.set(point.measurement, shape);
  }
  return found;
}

async function sampleTwice(): Promise<Reading[]> {
  const probe = await hostProbe();
  const before = await probe.cpuTimes();
  await probe.readings(0);
  await pause(1000);
  return [...cpuReadings(before, await probe.cpuTimes()), ...(await probe.readings(1000))];
}

describe.skipIf(!built.available || process.platform !== 'linux')(
  titled('the sampler beside a real Telegraf', built),
  () => {
    it('has the same measurements, tags, fields and types', async () => {
      const inputs = INPUTS.map((input) => `[[inputs.${input}]]\n`).join('');
      const printed = await runTelegraf('--test', `[agent]\n  hostname = "h"\n${inputs}`);
      const theirs = shapes(printed.stdout.replaceAll(/^> /gm, ''));
      const ours = shapes(encodeReadings(await sampleTwice(), 'h', Date.now()));
      expect(theirs.size).toBeGreaterThanOrEqual(INPUTS.length - 1);
      // Telegraf leaves these out of its first gathering, which is all that --test prints.
      for (const name of ['io_await', 'io_svctm', 'io_util']) ours.get('diskio')?.fields.delete(`${name}:float`);
      for (const [measurement, shape] of theirs) {
        expect(ours.get(measurement)?.tags, measurement).toEqual(shape.tags);
        expect([...(ours.get(measurement)?.fields ?? [])].sort(), measurement).toEqual([...shape.fields].sort());
      }
    });
  },
);

describe('the sampler on this machine', () => {
  it('fills the store within two seconds and costs less than a hundredth of a core', async () => {
    const test = await openTestStore();
    const errors: unknown[] = [];
    const sampler = startSampler({
      store: test.store,
      clock: systemClock,
      probe: await hostProbe(),
      host: 'me',
      onError: (error) => errors.push(error),
    });
    try {
      await pause(1900);
      const measurements = (await test.store.schema()).map((one) => one.measurement);
      expect(measurements).toEqual(expect.arrayContaining(['cpu', 'mem', 'system', 'processes']));
      expect(errors).toEqual([]);
      const total =
        await test.sql(`SELECT usage_idle + usage_user + usage_system + usage_nice + usage_iowait + usage_irq + usage_softirq
        + usage_steal + usage_guest + usage_guest_nice AS total FROM cpu WHERE cpu = 'cpu-total'`);
      expect(total.columns[0]?.values).toHaveLength(1);
      expect(Math.abs(Number(total.columns[0]?.values[0]) - 100)).toBeLessThan(1);
      expect((await test.store.hosts()).map((host) => host.host)).toEqual(['me']);
    } finally {
      await sampler.stop();
      await test.dispose();
    }
    const probe = await hostProbe();
    const rounds = 20;
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) {
      await probe.cpuTimes();
      await probe.readings(1000);
    }
    const spent = process.cpuUsage(before);
    // One sample every ten seconds: a hundredth of a core is 100 ms a sample.
    expect((spent.user + spent.system) / 1000 / rounds).toBeLessThan(100);
  });
});
