import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { influx1, runTelegraf, startInflux1, startTelegraf, telegraf, titled } from './index.ts';

const [built, store] = [await telegraf(), influx1()];
const QUIET = '[agent]\n  interval = "1s"\n  flush_interval = "1s"\n  flush_jitter = "0s"\n  hostname = "floor-1"\n';

describe.skipIf(!built.available)(titled('Telegraf of the test stack', built), () => {
  it('prints what its inputs gather', async () => {
    const result = await runTelegraf('--test', `${QUIET}  omit_hostname = false\n[[inputs.mem]]\n`);
    expect(result.code).toBe(0);
    expect(result.stdout).toMatch(/^> mem,host=floor-1 .*used_percent=/m);
  });

  it('refuses an unknown plug-in', async () => {
    const result = await runTelegraf('config check', `${QUIET}[[inputs.nonesuch]]\n[[outputs.file]]\n`);
    expect(result.code).toBe(1);
  });

  it.skipIf(!store.available)('feeds InfluxDB 1.x', async () => {
    await using influx = await startInflux1();
    await using agent = await startTelegraf({
      config: `${QUIET}[[inputs.mem]]\n[[outputs.influxdb]]\n  urls = ["${influx.url}"]\n  database = "telegraf"\n`,
    });
    const deadline = Date.now() + 15_000;
    let answer = '';
    while (!answer.includes('floor-1') && Date.now() < deadline) {
      await pause(200);
      answer = JSON.stringify(await influx.query('SELECT last(used_percent), host FROM mem', 'telegraf'));
    }
    expect(answer, agent.log()).toContain('floor-1');
  });
});
