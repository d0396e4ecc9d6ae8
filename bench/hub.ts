import { filledTarget } from '#core/boards/variables.ts';
import { sourceConfigSchema } from '#core/contract/sources.ts';
import { decodeBlock } from '#core/metrics/block.ts';
import type { QueryAnswer } from '#core/metrics/frame.ts';
import { bucketWidth } from '#core/metrics/interval.ts';
import type { RangeQuery } from '#core/metrics/query.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { LiveBoard, type LiveBoardInput } from '../main/engine/boards/live-board.ts';
import { shippedBoards } from '../main/engine/boards/repository.ts';
import { QueryHub } from '../main/engine/hub/hub.ts';
import { LiveSources } from '../main/engine/sources/live-sources.ts';
import { telegrafLines } from '../main/engine/sources/testing/telegraf-data.ts';
import { startInflux1 } from '../scripts/stack/index.ts';

/**
 * Refresh of the default host board: the hub against polling the whole range, as a dashboard does that asks for
 * everything at each refresh. Same board, same server (InfluxDB 1.x), same pace; time is virtual, queries are real.
 */
const refreshed = 10 * 60_000;
const range = 3600_000;
const maxPoints = 300;
const step = 10_000;
const startAt = Math.floor(Date.now() / 3600_000) * 3600_000;

interface Cost {
  queries: number;
  points: number;
  seconds: number;
}

const server = await startInflux1();
try {
  await server.query('CREATE DATABASE ops');
  const lines = telegrafLines({
    hosts: ['a', 'b', 'c', 'd', 'e'],
    from: startAt - range - 60_000,
    to: startAt + refreshed,
    stepMs: step,
  });
  for (let at = 0; at < lines.length; at += 10_000) await server.write('ops', lines.slice(at, at + 10_000));
  const config = sourceConfigSchema.parse({
    name: 'one',
    kind: 'influxdb1',
    url: server.url,
    database: 'ops',
    intervalSeconds: step / 1000,
  });
  const board = await shippedBoards().get('host');
  if (!board) throw new Error('the host board is missing');

  const results: string[] = [];
  for (const windows of [1, 4]) {
    const hub = await runHub(windows);
    const polling = await runPolling(windows);
    results.push(
      `windows ${windows}: hub ${hub.queries} queries, ${hub.points} points, ${hub.seconds.toFixed(1)} s; ` +
        `polling ${polling.queries} queries, ${polling.points} points, ${polling.seconds.toFixed(1)} s; ` +
        `ratio polling/hub: queries ${(polling.queries / hub.queries).toFixed(1)}, points ${(polling.points / hub.points).toFixed(1)}, time ${(polling.seconds / hub.seconds).toFixed(1)}`,
    );
  }
  console.log(
    `host board, ${board.panels.length} panels, range ${range / 60_000} min, refreshed for ${refreshed / 60_000} min, ${lines.length} lines stored`,
  );
  for (const result of results) console.log(result);

  /** Sources whose answers are counted, and a way to wait until none is on its way. */
  function counted(clock: VirtualClock) {
    const sources = new LiveSources({ clock, random: () => 0 });
    sources.putConfigured('one', config, undefined);
    const cost: Cost = { queries: 0, points: 0, seconds: 0 };
    const pending = new Set<Promise<unknown>>();
    const ask = sources.query.bind(sources);
    sources.query = (id: string, query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer> => {
      const answer = ask(id, query, signal);
      cost.queries += 1;
      pending.add(answer);
      void answer
        .then(
          ({ frames }) => {
            for (const frame of frames) cost.points += frame.times.length * frame.columns.length;
          },
          () => {},
        )
        .finally(() => pending.delete(answer));
      return answer;
    };
    const settled = async () => {
      while (pending.size > 0) await Promise.all(pending);
    };
    return { sources, cost, settled };
  }

  async function runHub(windows: number): Promise<Cost> {
    const clock = new VirtualClock(startAt);
    const { sources, cost, settled } = counted(clock);
    const hub = new QueryHub({ sources, clock, random: () => 0 });
    const input: LiveBoardInput = {
      variables: { source: 'one', host: 'a' },
      range: { kind: 'relative', seconds: range / 1000 },
      maxPoints,
      lastWeek: false,
    };
    const began = performance.now();
    // Each window has a board of its own, as if nothing above the hub shared anything.
    const boards = Array.from(
      { length: windows },
      () => new LiveBoard(board as NonNullable<typeof board>, input, { hub, sources, clock }),
    );
    await settled();
    for (let passed = 0; passed < refreshed; passed += 1000) {
      await clock.advance(1000);
      await settled();
    }
    cost.seconds = (performance.now() - began) / 1000;
    await clock.advance(100);
    checkComplete(boards);
    for (const one of boards) one.end();
    hub.close();
    sources.close();
    return cost;
  }

  /** Saving queries must not cost points: the plot at the end has one in every bucket. */
  function checkComplete(boards: LiveBoard[]): void {
    for (const one of boards) {
      const { panels, from, interval } = one.full();
      const load = panels.find((panel) => panel.panelId === 'load')?.series[0];
      const times = [...decodeBlock(Buffer.from(load?.block ?? '', 'base64')).times].filter((time) => time >= from);
      const whole =
        times.length >= Math.floor(range / interval) - 1 &&
        times.every((time, row) => row === 0 || time - (times[row - 1] ?? 0) === interval);
      if (!whole) throw new Error(`the hub's plot has holes: ${times.length} points`);
    }
  }

  async function runPolling(windows: number): Promise<Cost> {
    const clock = new VirtualClock(startAt);
    const { sources, cost, settled } = counted(clock);
    const interval = bucketWidth(range, maxPoints, step);
    const targets = (board?.panels ?? []).flatMap((panel) =>
      panel.targets.map((target) => filledTarget(target.target, { source: 'one', host: 'a' })),
    );
    const signal = new AbortController().signal;
    const began = performance.now();
    for (let passed = 0; passed <= refreshed; passed += interval / 2) {
      const now = clock.now();
      for (let window = 0; window < windows; window++) {
        for (const target of targets)
          void sources.query('one', { target, from: now - range, to: now + 1, interval }, signal);
      }
      await settled();
      await clock.advance(interval / 2);
    }
    cost.seconds = (performance.now() - began) / 1000;
    sources.close();
    return cost;
  }
} finally {
  await server.stop();
}
