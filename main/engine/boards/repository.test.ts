import { describe, expect, it } from 'vitest';
import { shippedBoards } from './repository.ts';

/** Measurements and fields that Telegraf and JMeter's listener write (their documentation, checked against 1.39 and 5.6.3). */
const known: Record<string, { tags: string[]; fields: string[] }> = {
  cpu: {
    tags: ['cpu', 'host'],
    fields: ['guest', 'guest_nice', 'idle', 'iowait', 'irq', 'nice', 'softirq', 'steal', 'system', 'user'].map(
      (mode) => `usage_${mode}`,
    ),
  },
  mem: { tags: ['host'], fields: ['used_percent', 'used', 'buffered', 'cached', 'free'] },
  swap: { tags: ['host'], fields: ['used_percent'] },
  system: { tags: ['host'], fields: ['load1', 'load5', 'load15', 'n_cpus', 'uptime'] },
  disk: { tags: ['device', 'fstype', 'host', 'mode', 'path'], fields: ['used_percent', 'inodes_used_percent'] },
  diskio: {
    tags: ['host', 'name'],
    fields: ['read_bytes', 'write_bytes', 'read_time', 'write_time', 'reads', 'writes'],
  },
  net: { tags: ['host', 'interface'], fields: ['bytes_recv', 'bytes_sent'] },
  processes: { tags: ['host'], fields: ['total', 'running', 'sleeping', 'blocked', 'zombies'] },
  jmeter: {
    tags: ['application', 'transaction', 'statut', 'responseCode'],
    fields: ['count', 'countError', 'avg', 'rb', 'pct90.0', 'pct95.0', 'pct99.0', 'maxAT', 'startedT', 'endedT'],
  },
};

describe('the shipped boards', () => {
  it('are overview, host and load test', async () => {
    expect((await shippedBoards().list()).map(({ board }) => board.id)).toEqual(['overview', 'host', 'load-test']);
  });

  it('ask only for what Telegraf and JMeter write', async () => {
    const strange: string[] = [];
    for (const { board } of await shippedBoards().list()) {
      for (const panel of board.panels) {
        for (const { target } of panel.targets) {
          if (target.kind !== 'select') continue;
          const schema = known[target.measurement];
          const tags = [...target.groupBy, ...target.filters.map((filter) => filter.tag)];
          strange.push(
            ...target.fields.filter((field) => !schema?.fields.includes(field)).map((field) => `${panel.id}: ${field}`),
          );
          strange.push(...tags.filter((tag) => !schema?.tags.includes(tag)).map((tag) => `${panel.id}: tag ${tag}`));
        }
      }
    }
    expect(strange).toEqual([]);
  });

  it('have titles in both languages, panels that do not overlap, and refs and ids of their own', async () => {
    for (const { board } of await shippedBoards().list()) {
      const cells = new Set<string>();
      expect(new Set(board.panels.map((panel) => panel.id)).size).toBe(board.panels.length);
      for (const panel of board.panels) {
        expect(typeof panel.title, panel.id).toBe('object');
        expect(new Set(panel.targets.map((target) => target.ref)).size).toBe(panel.targets.length);
        for (let x = panel.grid.x; x < panel.grid.x + panel.grid.w; x++) {
          for (let y = panel.grid.y; y < panel.grid.y + panel.grid.h; y++) {
            expect(x, panel.id).toBeLessThan(24);
            expect(cells.has(`${x},${y}`), `${panel.id} lies over another panel`).toBe(false);
            cells.add(`${x},${y}`);
          }
        }
      }
    }
  });

  it('show every kind of panel on the host board', async () => {
    const host = await shippedBoards().get('host');
    expect(new Set(host?.panels.map((panel) => panel.kind))).toEqual(
      new Set(['stat', 'timeseries', 'heatmap', 'gauge', 'table']),
    );
  });
});
