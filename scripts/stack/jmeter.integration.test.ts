import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jmeter, removeFolder, runTool, startLoadTarget, temporaryFolder, titled } from './index.ts';

const found = await jmeter();
const PLAN = join(import.meta.dirname, 'fixtures', 'small-plan.jmx');

describe.skipIf(!found.available)(titled('Apache JMeter of the test stack', found), () => {
  it('runs a plan against the load target and writes its dashboard figures', async () => {
    const home = found.available ? found.path : '';
    const folder = await temporaryFolder('jmeter');
    await using target = await startLoadTarget({ errorShare: 0.25 });
    try {
      const jtl = join(folder, 'out.jtl');
      const report = join(folder, 'report');
      const run = await runTool(
        'java',
        [
          ...['-jar', join(home, 'bin', 'ApacheJMeter.jar'), '-n', '-t', PLAN, '-l', jtl],
          ...['-j', join(folder, 'jmeter.log'), '-e', '-o', report, `-Jport=${target.port}`, '-Jloops=20'],
        ],
        { folder, within: 90_000 },
      );
      expect(run.code, run.stdout + run.stderr).toBe(0);
      const statistics: unknown = JSON.parse(await readFile(join(report, 'statistics.json'), 'utf8'));
      expect(statistics).toMatchObject({ Total: { sampleCount: 40, errorCount: 10, errorPct: 25 } });
      expect(target.counts()).toEqual({ requests: 40, errors: 10 });
    } finally {
      await removeFolder(folder);
    }
  });
});
