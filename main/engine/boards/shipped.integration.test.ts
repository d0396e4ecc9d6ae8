import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Localized } from '#core/boards/board.ts';
import type { PanelUpdate } from '#core/contract/boards.ts';
import { type SourceConfig, sourceConfigSchema } from '#core/contract/sources.ts';
import { decodeBlock } from '#core/metrics/block.ts';
import {
  type Availability,
  influx1,
  influx2,
  prometheus,
  startInflux1,
  startInflux2,
  startPrometheus,
  titled,
} from '../../../scripts/stack/index.ts';
import { systemClock } from '../clock.ts';
import { QueryHub } from '../hub/hub.ts';
import { openTestStore } from '../samples/testing.ts';
import { embedded } from '../sources/embedded.ts';
import { LiveSources } from '../sources/live-sources.ts';
import { answeringServer } from '../sources/testing/answering-server.ts';
import { prometheusText, receiveRate, telegrafLines } from '../sources/testing/telegraf-data.ts';
import { LiveBoard } from './live-board.ts';
import { shippedBoards } from './repository.ts';

const inEnglish = (text: Localized) => (typeof text === 'string' ? text : text.en);

const second = 1000;
const end = Math.floor(Date.now() / second) * second;
const lines = telegrafLines({ hosts: ['a', 'b'], from: end - 120 * second, to: end, stepMs: second });
const signal = () => AbortSignal.timeout(30_000);

interface Kind {
  kind: string;
  available: Availability;
  /** Starts a server with the data in it, takes it into use as source `s`, and gives what stops it. */
  start: (sources: LiveSources) => Promise<() => Promise<void>>;
}

/** Takes a store into use and writes the data through its own adapter. */
async function fill(sources: LiveSources, config: Partial<SourceConfig>, secret?: string): Promise<void> {
  sources.putConfigured('s', sourceConfigSchema.parse({ name: 's', intervalSeconds: 1, ...config }), secret);
  await sources.writer('s')?.write(lines, 'ns', signal());
}

const kinds: Kind[] = [
  {
    kind: 'embedded',
    available: { available: true, path: '' },
    start: async (sources) => {
      const test = await openTestStore();
      sources.put({ id: 's', name: 's', kind: 'embedded', intervalMs: second }, embedded(test.store, systemClock, '0'));
      await sources.writer('s')?.write(lines, 'ns', signal());
      return () => test.dispose();
    },
  },
  {
    kind: 'InfluxDB 1.x',
    available: influx1(),
    start: async (sources) => {
      const server = await startInflux1();
      await server.query('CREATE DATABASE ops');
      await fill(sources, { kind: 'influxdb1', url: server.url, database: 'ops' });
      return () => server.stop();
    },
  },
  {
    kind: 'InfluxDB 2.x',
    available: await influx2(),
    start: async (sources) => {
      const server = await startInflux2();
      await fill(
        sources,
        { kind: 'influxdb2', url: server.url, database: server.bucket, org: server.org },
        server.token,
      );
      return () => server.stop();
    },
  },
  {
    kind: 'Prometheus',
    available: prometheus(),
    start: async (sources) => {
      const exporter = await answeringServer((_, response) => response.end(prometheusText(['a', 'b'], Date.now())));
      const targets = `['${new URL(exporter.url).host}']`;
      const server = await startPrometheus({
        configYaml: `global: {scrape_interval: 1s}\nscrape_configs: [{job_name: telegraf, static_configs: [{targets: ${targets}}]}]\n`,
      });
      await fill(sources, { kind: 'prometheus', url: server.url });
      return async () => {
        await server.stop();
        await exporter.stop();
      };
    },
  },
];

describe.each(kinds)('the shipped boards over $kind', ({ available, start }) => {
  describe.skipIf(!available.available)(titled('with Telegraf’s data', available), () => {
    let sources: LiveSources;
    let hub: QueryHub;
    let stop: () => Promise<void>;

    beforeAll(async () => {
      sources = new LiveSources({ clock: systemClock, random: () => 0 });
      hub = new QueryHub({ sources, clock: systemClock });
      stop = await start(sources);
    });
    afterAll(async () => {
      hub.close();
      sources.close();
      await stop();
    });

    /** Opens a board and waits until every panel has data and the values are as `check` wants them. */
    async function shows(
      id: string,
      check: (panel: (id: string) => PanelUpdate['series'], last: (id: string) => number) => void,
    ) {
      const shipped = await shippedBoards().get(id);
      if (!shipped) throw new Error(`no board ${id}`);
      const input = {
        variables: { source: 's', host: 'a' },
        range: { kind: 'relative' as const, seconds: 900 },
        maxPoints: 900,
        lastWeek: false,
      };
      const board = new LiveBoard(shipped, input, { hub, sources, clock: systemClock });
      const panel = (of: string) => board.full().panels.find((one) => one.panelId === of)?.series ?? [];
      const last = (of: string) =>
        decodeBlock(Buffer.from(panel(of)[0]?.block ?? '', 'base64')).columns[0]?.at(-1) ?? Number.NaN;
      // Prometheus finds its targets after five seconds, and its rates settle when their window is full.
      const settled = () => {
        const states = board.full().panels.map((one) => `${one.panelId} ${one.state} ${one.error?.message ?? ''}`);
        expect(states).toEqual(shipped.panels.map((one) => `${one.id} ok `));
        check(panel, last);
      };
      try {
        await vi.waitFor(settled, { timeout: 60_000, interval: 250 });
      } finally {
        board.end();
      }
    }

    it('shows a host in every panel, with the values that were sent', () =>
      shows('host', (panel, last) => {
        expect(last('load-per-core')).toBeCloseTo(1.5, 9);
        expect(last('cpu')).toBeGreaterThanOrEqual(10);
        expect(last('cpu')).toBeLessThanOrEqual(50);
        expect(last('disk-root')).toBe(61);
        expect(
          panel('disks')
            .map((series) => `${series.ref} ${series.labels['path']}`)
            .sort(),
        ).toEqual(['A /', 'A /var', 'B /', 'B /var']);
        expect(
          panel('cpu-cores')
            .map((series) => inEnglish(series.name))
            .sort((one, other) => one.localeCompare(other)),
        ).toEqual(['cpu0', 'cpu1']);
        expect(
          panel('cpu-modes')
            .map((series) => inEnglish(series.name))
            .sort((one, other) => one.localeCompare(other)),
        ).toEqual(['I/O wait', 'system', 'user']);
        // Three ms of waiting a read: six ms a second over two reads a second.
        expect(Math.abs(last('disk-await') - 3)).toBeLessThan(0.6);
        expect(Math.abs(last('network') / (receiveRate.eth0 + receiveRate.eth1) - 1)).toBeLessThan(0.1);
      }));

    it('shows all hosts on the overview', () =>
      shows('overview', (panel, last) => {
        expect(
          panel('cpu-by-host')
            .map((series) => inEnglish(series.name))
            .sort((one, other) => one.localeCompare(other)),
        ).toEqual(['a', 'b']);
        expect(last('disk')).toBe(72);
        expect(last('load')).toBeCloseTo(1.5, 9);
      }));
  });
});
