import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { boardSchema } from '#core/boards/board.ts';
import type { PanelUpdate } from '#core/contract/boards.ts';
import { sourceConfigSchema } from '#core/contract/sources.ts';
import { decodeBlock } from '#core/metrics/block.ts';
import { type Influx1, influx1, startInflux1, titled } from '../../../scripts/stack/index.ts';
import { systemClock } from '../clock.ts';
import { HostsService } from '../hosts/service.ts';
import { QueryHub } from '../hub/hub.ts';
import { LiveSources } from '../sources/live-sources.ts';
import { type Relay, relayTo } from '../sources/testing/answering-server.ts';
import { telegrafLines } from '../sources/testing/telegraf-data.ts';
import { LiveBoard } from './live-board.ts';

const available = influx1();
const within = { timeout: 20_000, interval: 100 };
const second = 1000;

describe.skipIf(!available.available)(titled('a board over a real InfluxDB', available), () => {
  let server: Influx1;
  let relay: Relay;
  let sources: LiveSources;
  let hub: QueryHub;
  let written: number;

  /** As Telegraf does: what could not be sent meanwhile is sent later. Seconds up to the present one. */
  async function writeUpToNow(): Promise<void> {
    const to = Math.floor(Date.now() / second) * second;
    const lines = telegrafLines({ hosts: ['a'], from: written, to, stepMs: second });
    if (lines.length > 0) await server.write('ops', lines);
    written = to;
  }
  const cpu = boardSchema.parse({
    schemaVersion: 1,
    id: 'b',
    title: 'b',
    panels: [
      {
        id: 'cpu',
        kind: 'timeseries',
        title: 'cpu',
        grid: { x: 0, y: 0, w: 1, h: 1 },
        source: 'one',
        targets: [
          { ref: 'A', target: { kind: 'select', measurement: 'cpu', fields: ['usage_idle'], groupBy: ['host'] } },
        ],
      },
    ],
  });
  const panelOf = (board: LiveBoard): PanelUpdate => {
    const [panel] = board.full().panels;
    if (!panel) throw new Error('no panel');
    return panel;
  };
  const timesOf = (board: LiveBoard): number[] => {
    const [series] = panelOf(board).series;
    return series ? [...decodeBlock(Buffer.from(series.block, 'base64')).times] : [];
  };

  beforeAll(async () => {
    server = await startInflux1();
    await server.query('CREATE DATABASE ops');
    written = Math.floor(Date.now() / second) * second - 120 * second;
    await writeUpToNow();
    relay = await relayTo(server.url);
    sources = new LiveSources({ clock: systemClock, random: () => 0 });
    sources.putConfigured(
      'one',
      sourceConfigSchema.parse({ name: 'one', kind: 'influxdb1', url: relay.url, database: 'ops', intervalSeconds: 1 }),
      undefined,
    );
    hub = new QueryHub({ sources, clock: systemClock });
  });
  afterAll(async () => {
    hub.close();
    sources.close();
    await relay.cut();
    await server.stop();
  });

  it('keeps its data while the server is gone, says since when, and comes back without a hole', async () => {
    const board = new LiveBoard(
      cpu,
      { variables: {}, range: { kind: 'relative', seconds: 300 }, maxPoints: 1000, lastWeek: false },
      { hub, sources, clock: systemClock },
    );
    await vi.waitFor(() => expect(panelOf(board).state).toBe('ok'), within);
    const before = timesOf(board);
    expect(before.length).toBeGreaterThan(100);

    const gone = Date.now();
    await relay.cut();
    await vi.waitFor(() => expect(panelOf(board).state).toBe('error'), within);
    const failed = panelOf(board);
    expect(failed.error?.code).toBe('refused');
    expect((failed.error?.since ?? 0) - gone).toBeLessThan(5000);
    expect(timesOf(board)).toEqual(expect.arrayContaining(before));
    expect(sources.get('one')?.status()).toMatchObject({ state: 'error', errorCode: 'refused' });
    await vi.waitFor(() => expect(sources.get('one')?.status().failures).toBeGreaterThanOrEqual(3), within);

    await writeUpToNow();
    await relay.restore();
    await vi.waitFor(() => expect(panelOf(board).state).toBe('ok'), within);
    await vi.waitFor(() => expect(timesOf(board).at(-1)).toBe(written - second), within);
    const after = timesOf(board);
    expect(after.every((time, index) => index === 0 || time - (after[index - 1] ?? 0) === second)).toBe(true);
    expect(sources.get('one')?.status()).toMatchObject({ state: 'ok', failures: 0, error: null });
    board.end();
  });

  it('lists the host with its latest figures, and a failing source beside it', async () => {
    sources.putConfigured(
      'down',
      sourceConfigSchema.parse({ name: 'down', kind: 'influxdb1', url: 'http://127.0.0.1:9', database: 'ops' }),
      undefined,
    );
    await writeUpToNow();
    const list = await new HostsService({ sources, clock: systemClock }).list();
    expect(list.failed).toMatchObject([{ sourceId: 'down' }]);
    expect(list.hosts).toMatchObject([
      {
        name: 'a',
        sourceId: 'one',
        sourceName: 'one',
        state: 'reporting',
        intervalMs: 1000,
        gaps: [],
        diskPercent: 72,
        loadPerCore: 1.5,
      },
    ]);
    expect(list.hosts[0]?.cpuPercent).toBeGreaterThan(0);
    sources.remove('down');
  });
});
