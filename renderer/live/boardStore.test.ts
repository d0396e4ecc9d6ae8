import { describe, expect, it } from 'vitest';
import type { BoardUpdate, PanelUpdate } from '#core/contract/boards.ts';
import type { StreamEvent } from '#core/contract/stream.ts';
import { encodeBlock } from '#core/metrics/block.ts';
import { BoardStore } from './boardStore.ts';
import type { Frames } from './frames.ts';

/** A window whose frames are painted by hand. */
class HandFrames implements Frames {
  hidden = false;
  waiting: (() => void)[] = [];
  delays: number[] = [];
  time = 0;
  now = () => this.time;
  #listeners = new Set<() => void>();
  request = (paint: () => void, delay: number) => {
    this.delays.push(delay);
    this.waiting.push(paint);
    return () => {
      this.waiting = this.waiting.filter((one) => one !== paint);
    };
  };
  visible = () => !this.hidden;
  onVisibility = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  show(visible: boolean) {
    this.hidden = !visible;
    for (const listener of this.#listeners) listener();
  }
  paint() {
    const now = this.waiting;
    this.waiting = [];
    for (const one of now) one();
  }
}

const base64 = (times: number[], values: (number | null)[]) =>
  btoa(String.fromCharCode(...encodeBlock(times, [values])));

const series = (key: string, times: number[], values: (number | null)[]) => ({
  key,
  ref: 'A',
  shift: 0,
  name: key,
  field: 'usage',
  labels: {},
  block: base64(times, values),
});

function panel(panelId: string, over: Partial<PanelUpdate> = {}): PanelUpdate {
  return {
    panelId,
    state: 'ok',
    error: null,
    newestAt: 0,
    staleAfter: 30,
    provenance: [],
    removed: [],
    series: [],
    ...over,
  };
}

function event(
  kind: 'full' | 'delta',
  panels: PanelUpdate[],
  over: Partial<BoardUpdate> = {},
): StreamEvent<BoardUpdate> {
  return { kind, missed: 0, data: { at: 100, from: 0, to: 100, interval: 10, panels, ...over } };
}

function setUp() {
  const frames = new HandFrames();
  const store = new BoardStore(frames);
  store.watch();
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  return { frames, store, told: () => told };
}

describe('BoardStore', () => {
  it('shows a full event at the next frame', () => {
    const { frames, store } = setUp();
    store.apply(event('full', [panel('cpu', { series: [series('a', [10, 20], [1, null])] })]));
    expect(store.panel('cpu')).toBeUndefined();
    frames.paint();
    const shown = store.panel('cpu')?.series[0];
    expect([...(shown?.times ?? [])]).toEqual([10, 20]);
    expect([...(shown?.values ?? [])]).toEqual([1, Number.NaN]);
    expect(shown).not.toHaveProperty('block');
  });

  it('replaces everything at or after the first time of a delta, so that an open bucket is corrected', () => {
    const { frames, store } = setUp();
    store.apply(event('full', [panel('cpu', { series: [series('a', [10, 20, 30], [1, 2, 3])] })]));
    store.apply(event('delta', [panel('cpu', { series: [series('a', [20, 40], [5, 6])] })]));
    frames.paint();
    const shown = store.panel('cpu')?.series[0];
    expect([...(shown?.times ?? [])]).toEqual([10, 20, 40]);
    expect([...(shown?.values ?? [])]).toEqual([1, 5, 6]);
  });

  it('tells its readers once for many events of one frame', () => {
    const { frames, store, told } = setUp();
    for (let at = 0; at < 5; at += 1) store.apply(event('delta', [panel('cpu')]));
    expect(frames.delays).toEqual([0]);
    frames.paint();
    expect(told()).toBe(1);
  });

  it('paints new points at the chosen pace, and a full state at once', () => {
    const { frames, store } = setUp();
    store.setPace(5000);
    store.apply(event('full', [panel('cpu')]));
    frames.paint();
    frames.time = 2000;
    store.apply(event('delta', [panel('cpu')]));
    store.apply(event('full', [panel('cpu')]));
    expect(frames.delays).toEqual([0, 3000, 0]);
    expect(frames.waiting).toHaveLength(1);
  });

  it('does not make a first answer or an error wait for the pace', () => {
    const { frames, store } = setUp();
    store.setPace(5000);
    store.apply(event('full', [panel('cpu', { state: 'loading' })]));
    frames.paint();
    store.apply(event('delta', [panel('cpu', { state: 'ok' })]));
    frames.paint();
    expect(frames.delays).toEqual([0, 0]);
    expect(store.panel('cpu')?.state).toBe('ok');
  });

  it('leaves the snapshot of a panel alone that did not change', () => {
    const { frames, store } = setUp();
    store.apply(event('full', [panel('cpu'), panel('mem')]));
    frames.paint();
    const before = store.panel('mem');
    store.apply(event('delta', [panel('cpu', { state: 'error' })]));
    frames.paint();
    expect(store.panel('mem')).toBe(before);
    expect(store.panel('cpu')?.state).toBe('error');
  });

  it('moves every panel on when the range moved', () => {
    const { frames, store } = setUp();
    store.apply(event('full', [panel('cpu'), panel('mem', { series: [series('a', [0, 10, 50], [1, 2, 3])] })]));
    frames.paint();
    store.apply(event('delta', [panel('cpu')], { from: 40, to: 140, at: 140 }));
    frames.paint();
    expect(store.panel('mem')?.window).toEqual({ at: 140, from: 40, to: 140, interval: 10 });
    expect([...(store.panel('mem')?.series[0]?.times ?? [])]).toEqual([50]);
  });

  it('paints nothing while hidden and the newest state once when shown again', () => {
    const { frames, store, told } = setUp();
    store.apply(event('full', [panel('cpu')]));
    frames.show(false);
    store.apply(event('delta', [panel('cpu', { state: 'no-data' })]));
    store.apply(event('delta', [panel('cpu', { state: 'error' })]));
    expect(frames.waiting).toHaveLength(0);
    expect(told()).toBe(0);
    frames.show(true);
    frames.paint();
    expect(told()).toBe(1);
    expect(store.panel('cpu')?.state).toBe('error');
  });

  it('forgets removed series, panels a full event does not name, and everything on reset', () => {
    const { frames, store } = setUp();
    store.apply(
      event('full', [panel('cpu', { series: [series('a', [1], [1]), series('b', [1], [1])] }), panel('old')]),
    );
    store.apply(event('delta', [panel('cpu', { removed: ['a'] })]));
    frames.paint();
    expect(store.panel('cpu')?.series.map((one) => one.key)).toEqual(['b']);
    store.apply(event('full', [panel('cpu')]));
    frames.paint();
    expect(store.panel('old')).toBeUndefined();
    store.reset();
    frames.paint();
    expect(store.panel('cpu')).toBeUndefined();
    expect(store.board().window).toBeUndefined();
  });

  it('refuses a broken block whole', () => {
    const { frames, store } = setUp();
    store.apply(event('full', [panel('cpu', { series: [series('a', [1], [1])] })]));
    frames.paint();
    const broken = { ...series('a', [2], [2]), block: btoa('not a block, but long enough to look') };
    expect(() => store.apply(event('full', [panel('mem'), panel('cpu', { series: [broken] })]))).toThrow('not a block');
    frames.paint();
    expect(store.panel('mem')).toBeUndefined();
    expect([...(store.panel('cpu')?.series[0]?.times ?? [])]).toEqual([1]);
  });

  it('counts what was folded and the queries behind the panels', () => {
    const { frames, store } = setUp();
    const provenance = [{ sourceId: 's', query: 'q', executedAt: 1, notices: [] }];
    store.apply({ ...event('full', [panel('a', { provenance, newestAt: 7 }), panel('b', { provenance })]), missed: 2 });
    store.apply({ ...event('delta', []), missed: 1 });
    frames.paint();
    expect(store.board()).toMatchObject({ missed: 3, queries: 1, newestAt: 7 });
  });
});
