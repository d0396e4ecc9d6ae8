import { createReadStream, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { influx2, jmeter, startInflux2, startLoadTarget, startTelegraf, telegraf } from '../scripts/stack/index.ts';
import { expectAccessible } from './accessibility.ts';
import { LoadtestPages } from './pages/loadtest.ts';
import { ConsoleWindow, speak } from './pages/window.ts';
import { writePlan } from './plan.ts';
import { RunningConsole } from './running-console.ts';
import { type StoryLanguage, words } from './words.ts';

const languages: StoryLanguage[] = ['en', 'ko'];

/** Rows of a results file without its header, counted by nothing but line ends. */
async function countRows(path: string): Promise<number> {
  let rows = -1;
  for await (const line of createInterface({ input: createReadStream(path) })) if (line !== '') rows += 1;
  return rows;
}

for (const language of languages) {
  test(`first light, told in ${language}`, async ({ context, browser }) => {
    test.setTimeout(300_000);
    const missing = [await telegraf(), await influx2(), await jmeter()].find((tool) => !tool.available);
    test.skip(
      missing !== undefined,
      missing && 'install' in missing ? String(missing.install) : 'the test stack is not here',
    );
    const say = words[language];
    const opened = await RunningConsole.start();
    const console_ = opened.console;
    const influx = await startInflux2();
    const target = await startLoadTarget({ latency: 15, errorShare: 0.05 });
    const agent = await startTelegraf({
      config: `
[agent]
  interval = "1s"
  flush_interval = "1s"
  hostname = "edge-01"
  skip_processors_after_aggregators = true
[[outputs.influxdb_v2]]
  urls = ["${influx.url}"]
  token = "${influx.token}"
  organization = "${influx.org}"
  bucket = "${influx.bucket}"
[[inputs.cpu]]
[[inputs.mem]]
[[inputs.system]]
[[inputs.disk]]
[[inputs.net]]
[[inputs.processes]]
`,
    });
    try {
      await speak(context, language);
      const desk = await ConsoleWindow.open(context, opened.link);
      const { page } = desk;

      await test.step('the first start shows this machine, live', async () => {
        await desk.expectHeading(say.overview);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expect(page.locator('.tile .val').first()).toContainText(/\d/);
        await page.getByRole('button', { name: say.skipTour }).click();
        await expectAccessible(page, 'overview');
        await desk.go('/boards/host');
        await expect(page.locator('canvas').first()).toBeVisible();
        await expect(page.locator('.tile .val').first()).toContainText(/\d/);
        await expectAccessible(page, 'host board');
      });

      await test.step('a real InfluxDB fed by Telegraf becomes a source', async () => {
        await desk.go('/sources');
        await page.getByRole('button', { name: say.addSource }).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText('InfluxDB 2.x', { exact: true }).click();
        await dialog.getByLabel(say.name, { exact: true }).fill('edge');
        await dialog.getByLabel(say.address).fill(influx.url);
        await dialog.getByLabel(say.bucket).fill(influx.bucket);
        await dialog.getByLabel(say.organisation).fill(influx.org);
        await dialog.getByLabel(say.token, { exact: true }).fill(influx.token);
        await dialog.getByRole('button', { name: say.test }).click();
        await expect(dialog.getByText(say.works)).toBeVisible();
        await expectAccessible(page, 'source dialog');
        await dialog.getByRole('button', { name: say.addSource }).click();
        await expect(page.getByRole('row').filter({ hasText: 'edge' })).toBeVisible();
        await expectAccessible(page, 'sources');
        await desk.go('/hosts');
        await expect(page.getByRole('row').filter({ hasText: 'edge-01' })).toBeVisible({ timeout: 30_000 });
        await expectAccessible(page, 'hosts');
      });

      await test.step('its board opens in a second window and as a wall', async () => {
        await desk.go('/boards/host');
        await page.locator('[data-variable="source"]').getByRole('combobox').click();
        await page.getByRole('option', { name: 'edge' }).click();
        await expect(page.locator('[data-variable="host"]').getByRole('combobox')).toHaveValue('edge-01');
        await expect(page.locator('.tile .val').first()).toContainText(/\d/);
        const second = await ConsoleWindow.open(context, await console_.link());
        await second.go('/boards/host');
        await expect(second.page.locator('.tile .val').first()).toContainText(/\d/);
        const wallContext = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
        await speak(wallContext, language);
        const wall = await ConsoleWindow.open(wallContext, await console_.link());
        await wall.go('/wall/overview');
        await expect(wall.page.locator('html')).toHaveAttribute('data-surface', 'wall');
        await expect(wall.page.getByRole('main')).toContainText(/\d/);
        await expectAccessible(wall.page, 'wall');
        expect([...second.problems, ...wall.problems]).toEqual([]);
        await second.page.close();
        await wallContext.close();
      });

      await test.step('a JMeter plan runs, is watched, outlives the engine, and is stopped', async () => {
        const folder = join(dirname(console_.dataDir), 'plans');
        mkdirSync(folder);
        const plan = writePlan(folder, target.port);
        const tests = new LoadtestPages(desk, say);
        await tests.start(plan, { users: '3', seconds: '120' });
        await expect(page.getByText(say.running, { exact: true }).first()).toBeVisible({ timeout: 30_000 });
        await expect.poll(() => tests.tile(say.throughput), { timeout: 30_000 }).toBeGreaterThan(1);
        await expect(page.getByRole('row').filter({ hasText: '결제 Pay' }).first()).toBeVisible();
        await expectAccessible(page, 'running test');

        const before = console_.killEngine();
        await expect(page.getByText(say.restarting).first()).toBeVisible();
        await expect.poll(() => console_.lock()?.pid ?? before, { timeout: 30_000 }).not.toBe(before);
        await expect.poll(() => tests.tile(say.throughput), { timeout: 30_000 }).toBeGreaterThan(1);

        await tests.stop();
        await expect(page.getByText(say.stopped, { exact: true }).first()).toBeVisible({ timeout: 30_000 });
        const [run] = readdirSync(join(console_.dataDir, 'runs'));
        const rows = await countRows(join(console_.dataDir, 'runs', run ?? '', 'samples.jtl'));
        expect(rows).toBeGreaterThan(20);
        expect(rows).toBe(target.counts().requests);
        await expect.poll(() => tests.tile(say.rows), { timeout: 15_000 }).toBe(rows);
        await page.reload();
        await expect.poll(() => tests.tile(say.rows), { timeout: 15_000 }).toBe(rows);
        await expectAccessible(page, 'ended test');
      });

      await test.step('every other page is sound', async () => {
        for (const route of [
          '/loadtests',
          '/loadtests/new',
          '/boards',
          '/health',
          '/audit',
          '/settings',
          '/operators',
        ]) {
          await desk.go(route);
          await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
          await page.waitForLoadState('networkidle');
          await expectAccessible(page, route);
        }
        expect(desk.problems).toEqual([]);
      });
    } finally {
      await agent.stop();
      await target.stop();
      await console_.stop();
      await influx.stop();
    }
  });
}
