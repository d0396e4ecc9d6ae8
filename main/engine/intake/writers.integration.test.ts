import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  jmeter,
  removeFolder,
  runTelegraf,
  runTool,
  startLoadTarget,
  telegraf,
  temporaryFolder,
  titled,
} from '../../../scripts/stack/index.ts';
import { systemClock } from '../clock.ts';
import { openTestStore, type TestStore } from '../samples/testing.ts';
import { type Intake, startIntake } from './listener.ts';
import { jmeterSnippet, telegrafSnippet } from './snippets.ts';

const [agent, loader] = [await telegraf(), await jmeter()];
const PLAN = join(import.meta.dirname, '..', '..', '..', 'scripts', 'stack', 'fixtures', 'small-plan.jmx');

let test: TestStore;
let intake: Intake;
beforeEach(async () => {
  test = await openTestStore();
  intake = await startIntake({ store: test.store, clock: systemClock, version: '0.0.0' });
});
afterEach(async () => {
  await intake.close();
  await test.dispose();
});

const column = async (sql: string): Promise<unknown[]> => (await test.sql(sql)).columns[0]?.values ?? [];

describe.skipIf(!agent.available)(titled('a real Telegraf', agent), () => {
  it('writes through outputs.influxdb with the configuration we hand out', async () => {
    const result = await runTelegraf('--once', telegrafSnippet({ origin: intake.origin, needsToken: false }));
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).not.toMatch(/ E! /);
    const schema = await test.store.schema();
    expect(schema.map((one) => one.measurement)).toEqual(
      expect.arrayContaining(['disk', 'diskio', 'mem', 'net', 'processes', 'swap', 'system']),
    );
    expect(await test.store.hosts()).toHaveLength(1);
    expect(intake.counters()).toMatchObject({ rejectedLines: 0, databases: ['telegraf'] });
    // Three lines with the same time are one point.
    expect(
      await column('SELECT count(*) FROM system WHERE load1 IS NOT NULL AND uptime > 0 AND uptime_format IS NOT NULL'),
    ).toEqual([1]);
  });

  it('writes through outputs.influxdb_v2, zipped, with unsigned numbers', async () => {
    const config = `[agent]\n  hostname = "floor-2"\n[[inputs.mem]]\n[[inputs.net]]\n[[outputs.influxdb_v2]]\n  urls = ["${intake.origin}"]\n  token = "any"\n  organization = "noc"\n  bucket = "metrics"\n  influx_uint_support = true\n`;
    const result = await runTelegraf('--once', config);
    expect([result.code, / E! /.test(result.stderr)], result.stderr).toEqual([0, false]);
    const mem = (await test.store.schema()).find((one) => one.measurement === 'mem');
    expect(mem?.fields.find((field) => field.name === 'total')?.type).toBe('unsigned');
    expect(await column('SELECT host FROM mem')).toEqual(['floor-2']);
    expect(intake.counters()).toMatchObject({ rejectedLines: 0, databases: ['metrics'] });
  });
});

describe.skipIf(!loader.available)(titled('a real JMeter Backend Listener', loader), () => {
  it('writes its samples with the element we hand out, and every request is counted', async () => {
    const home = loader.available ? loader.path : '';
    const folder = await temporaryFolder('listener');
    await using target = await startLoadTarget({ errorShare: 0.25 });
    try {
      const plan = await readFile(PLAN, 'utf8');
      const end = plan.lastIndexOf('    </hashTree>\n  </hashTree>');
      expect(end).toBeGreaterThan(0);
      const withListener =
        plan.slice(0, end) + jmeterSnippet({ origin: intake.origin, needsToken: false }) + plan.slice(end);
      const file = join(folder, 'plan.jmx');
      await writeFile(file, withListener);
      const log = join(folder, 'jmeter.log');
      const run = await runTool(
        'java',
        [
          '-jar',
          join(home, 'bin', 'ApacheJMeter.jar'),
          '-n',
          '-t',
          file,
          '-j',
          log,
          `-Jport=${target.port}`,
          '-Jloops=50',
        ],
        {
          folder,
          within: 90_000,
        },
      );
      expect(run.code, run.stdout + run.stderr).toBe(0);
      const answer = await test.sql(
        `SELECT sum(count) AS all_requests FROM jmeter WHERE "transaction" = 'all' AND statut = 'all'`,
      );
      expect(answer.columns[0]?.values, await readFile(log, 'utf8')).toEqual([100]);
      expect(await column(`SELECT sum(count) FROM jmeter WHERE "transaction" = 'GET item' AND statut = 'ko'`)).toEqual([
        target.counts().errors,
      ]);
      expect(await column('SELECT text FROM events ORDER BY time')).toHaveLength(2);
      expect(intake.counters()).toMatchObject({ rejectedLines: 0, databases: ['jmeter'] });
    } finally {
      await removeFolder(folder);
    }
  });
});
