import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Board, boardSchema } from '#core/boards/board.ts';
import type { BoardUpdate, PanelUpdate } from '#core/contract/boards.ts';
import { decodeBlock } from '#core/metrics/block.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { QueryHub } from '../hub/hub.ts';
import { ScriptedSources } from '../sources/testing/scripted-sources.ts';
import { LiveBoard, weekShift } from './live-board.ts';
import { LiveBoards, readerGrace } from './live-boards.ts';

const startAt = Date.UTC(2026, 0, 10, 12);
const select = (fields: string[]) => ({ kind: 'select', measurement: 'm', fields, groupBy: ['host'] });
const panel = (id: string, target: object, kind = 'timeseries') => ({
  id,
  kind,
  title: id,
  grid: { x: 0, y: 0, w: 1, h: 1 },
  targets: [target],
  source: 's',
});
const boardOf = (...panels: object[]): Board => boardSchema.parse({ schemaVersion: 1, id: 'b', title: 'b', panels });
const input = { variables: {}, range: { kind: 'relative' as const, seconds: 600 }, maxPoints: 100, lastWeek: false };

let clock: VirtualClock;
let sources: ScriptedSources;
let hub: QueryHub;

beforeEach(() => {
  clock = new VirtualClock(startAt);
  sources = new ScriptedSources(clock);
  hub = new QueryHub({ sources, clock, random: () => 0 });
});
afterEach(() => hub.close());

const parts = () => ({ hub, sources, clock });
const panelOf = (update: BoardUpdate | undefined, id: string): PanelUpdate => {
  const found = update?.panels.find((one) => one.panelId === id);
  if (!found) throw new Error(`no panel ${id}`);
  return found;
};
const pointsOf = (series: PanelUpdate['series'][number] | undefined) => {
  const block = decodeBlock(Buffer.from(series?.block ?? '', 'base64'));
  return [...block.times].map((time, index) => [time, block.columns[0]?.[index]] as const);
};

/** A reader as the renderer is one: rows of a patch replace everything at or after its first time. */
class Reader {
  readonly series = new Map<string, Map<number, number | undefined>>();
  sequence: number | undefined;

  read(board: LiveBoard): void {
    const delta = this.sequence === undefined ? undefined : board.since(this.sequence);
    const update = delta ?? board.full();
    if (!delta) this.series.clear();
    this.sequence = board.sequence();
    for (const one of update.panels) {
      for (const key of one.removed) this.series.delete(`${one.panelId} ${key}`);
      for (const patch of one.series) {
        const key = `${one.panelId} ${patch.key}`;
        const points = pointsOf(patch);
        const first = points[0]?.[0] ?? Number.POSITIVE_INFINITY;
        const kept = [...(this.series.get(key) ?? new Map<number, number | undefined>())].filter(
          ([time]) => time < first,
        );
        this.series.set(key, new Map([...kept, ...points]));
      }
    }
  }

  /** What it shows from a time on. */
  from(time: number): unknown {
    return [...this.series]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, points]) => [key, [...points].filter(([at]) => at >= time)]);
  }
}

describe('a live board', () => {
  it('is loading, then shows its series with names from the legend', async () => {
    const board = new LiveBoard(
      boardOf(panel('p', { ref: 'A', target: select(['f']), legend: 'host {{host}}' })),
      input,
      parts(),
    );
    expect(panelOf(board.full(), 'p').state).toBe('loading');
    await clock.advance(100);
    const shown = panelOf(board.full(), 'p');
    expect(shown).toMatchObject({ state: 'ok', newestAt: startAt, error: null, staleAfter: 3 * 10_000 + 10_000 });
    expect(shown.series).toMatchObject([{ name: 'host a', ref: 'A', shift: 0, field: 'f', labels: { host: 'a' } }]);
    expect(pointsOf(shown.series[0]).at(-1)).toEqual([startAt, startAt / 1000]);
  });

  it('is not stale for waiting until the bucket of a rate is over', async () => {
    const rate = { ...select(['f']), transform: 'rate' };
    const board = new LiveBoard(boardOf(panel('p', { ref: 'A', target: rate })), input, parts());
    expect(panelOf(board.full(), 'p').staleAfter).toBe(3 * 10_000 + 2 * 10_000);
  });

  it('gives a reader at any sequence exactly what it lacks', async () => {
    sources.hostNames = ['a', 'b'];
    const board = new LiveBoard(
      boardOf(panel('p', { ref: 'A', target: select(['f']) }), panel('q', { ref: 'A', target: select(['f', 'g']) })),
      input,
      parts(),
    );
    const every = new Reader();
    const seldom = new Reader();
    for (let step = 0; step < 200; step++) {
      if (step === 40) sources.hostNames = ['a'];
      if (step === 60) sources.hostNames = ['a', 'b', 'c'];
      if (step === 90) sources.value = (_, time) => (time % 20_000 === 0 ? undefined : time);
      await clock.advance(7000);
      every.read(board);
      if (step % 13 === 0) seldom.read(board);
    }
    seldom.read(board);
    const fresh = new Reader();
    fresh.read(board);
    const from = clock.now() - 600_000;
    expect(every.from(from)).toEqual(fresh.from(from));
    expect(seldom.from(from)).toEqual(fresh.from(from));
  });

  it('sends only new rows in a delta', async () => {
    const board = new LiveBoard(boardOf(panel('p', { ref: 'A', target: select(['f']) })), input, parts());
    await clock.advance(30_100);
    const at = board.sequence();
    await clock.advance(10_000);
    expect(pointsOf(panelOf(board.since(at), 'p').series[0]).map(([time]) => time)).toEqual([startAt + 40_000]);
  });

  it('keeps its data while the source fails and says since when', async () => {
    const board = new LiveBoard(boardOf(panel('p', { ref: 'A', target: select(['f']) })), input, parts());
    await clock.advance(30_000);
    sources.error = new SourceError('timeout', 'No answer');
    await clock.advance(30_000);
    const shown = panelOf(board.full(), 'p');
    expect(shown.state).toBe('error');
    expect(shown.error).toMatchObject({ code: 'timeout', message: 'No answer' });
    expect(shown.series).toHaveLength(1);
  });

  it('says when there is no data', async () => {
    sources.value = () => undefined;
    const board = new LiveBoard(boardOf(panel('p', { ref: 'A', target: select(['f']) })), input, parts());
    await clock.advance(100);
    expect(panelOf(board.full(), 'p').state).toBe('no-data');
  });

  it('compares with last week where that says something', async () => {
    const target = { ref: 'A', target: select(['f']) };
    const board = new LiveBoard(
      boardOf(panel('p', target), { ...panel('t', target, 'table'), rowTag: 'host' }),
      { ...input, lastWeek: true },
      parts(),
    );
    await clock.advance(100);
    expect(panelOf(board.full(), 'p').series.map((one) => one.shift)).toEqual([0, weekShift]);
    expect(panelOf(board.full(), 't').series.map((one) => one.shift)).toEqual([0]);
  });

  it('divides by another field, adds an offset, and leaves the divisor out', async () => {
    const inner = sources.query.bind(sources);
    sources.query = async (id, query, signal) => {
      const answer = await inner(id, query, signal);
      const frames = answer.frames.map((frame) => ({
        ...frame,
        columns: [
          { name: 'load1', type: 'number' as const, values: frame.times.map(() => 6) },
          { name: 'n_cpus', type: 'number' as const, values: frame.times.map((_, index) => (index === 0 ? 0 : 4)) },
        ],
      }));
      return { ...answer, frames };
    };
    const target = { ref: 'A', target: select(['load1', 'n_cpus']), divideBy: 'n_cpus', offset: 1 };
    const board = new LiveBoard(boardOf(panel('p', target)), input, parts());
    await clock.advance(100);
    const { series } = panelOf(board.full(), 'p');
    expect(series.map((one) => one.field)).toEqual(['load1']);
    const values = pointsOf(series[0]).map(([, value]) => value);
    expect(values[0]).toBeNaN();
    expect(new Set(values.slice(1))).toEqual(new Set([2.5]));
  });

  it('shows sums per second only of buckets that are over', async () => {
    sources.value = () => 50;
    const board = new LiveBoard(
      boardOf(panel('p', { ref: 'A', target: select(['f']), perSecond: true })),
      input,
      parts(),
    );
    const reader = new Reader();
    for (let step = 0; step < 30; step++) {
      await clock.advance(3000);
      reader.read(board);
    }
    const fresh = new Reader();
    fresh.read(board);
    expect(reader.from(clock.now() - 600_000)).toEqual(fresh.from(clock.now() - 600_000));
    const points = pointsOf(panelOf(board.full(), 'p').series[0]);
    expect(points.every(([time, value]) => value === 5 && time + 10_000 <= clock.now())).toBe(true);
    expect(points.at(-1)?.[0]).toBeGreaterThanOrEqual(startAt + 70_000);
  });
});

describe('live boards', () => {
  it('are shared by windows that show the same and end some time after the last one', async () => {
    const boards = new LiveBoards(parts());
    const board = boardOf(panel('p', { ref: 'A', target: select(['f']) }));
    const [first, second] = [boards.open(board, input), boards.open(board, input)];
    expect(first.board).toBe(second.board);
    first.release();
    first.release();
    second.release();
    await clock.advance(readerGrace - 100);
    const again = boards.open(board, input);
    expect(again.board).toBe(first.board);
    await clock.advance(2 * readerGrace);
    expect(boards.size).toBe(1);
    again.release();
    await clock.advance(2 * readerGrace);
    expect(boards.size).toBe(0);
    expect(hub.status().subscribers).toBe(0);
  });
});
