import type { Localized } from '#core/boards/board.ts';
import type { BoardUpdate, PanelUpdate, SeriesPatch } from '#core/contract/boards.ts';
import type { StreamEvent } from '#core/contract/stream.ts';
import type { Labels } from '#core/metrics/frame.ts';
import { readBlock } from './decode.ts';
import { type Frames, windowFrames } from './frames.ts';
import { SeriesPoints } from './points.ts';

/** Most series one panel keeps; more are not taken and counted. */
export const PANEL_SERIES_LIMIT = 500;

/** A series as panels draw it. The arrays are views: read them while drawing, keep nothing. */
export interface LiveSeries<Name = string> {
  readonly key: string;
  readonly ref: string;
  /** ms the series was moved forward to lie over the range; 0 for the present. */
  readonly shift: number;
  readonly name: Name;
  /** The name whatever the language is, for colours: the same on every panel and in every language. */
  readonly entity?: string;
  readonly field: string;
  readonly labels: Labels;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The range all panels of a board show at the moment. */
export interface LiveWindow {
  /** When the engine made the newest update, epoch ms. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly interval: number;
}

/** `Name` is both languages in the store, one text in a component. */
export interface LivePanel<Name = string> {
  readonly state: PanelUpdate['state'];
  readonly error: PanelUpdate['error'];
  readonly newestAt: number | null;
  readonly staleAfter: number;
  readonly provenance: PanelUpdate['provenance'];
  readonly series: readonly LiveSeries<Name>[];
  readonly window: LiveWindow;
  /** Points and series that were left out because a limit of this window was reached. */
  readonly dropped: { readonly points: number; readonly series: number };
}

/** What the bars of a board say. */
export interface LiveBoard {
  readonly window: LiveWindow | undefined;
  readonly newestAt: number | null;
  /** The shortest age that makes a panel stale, ms. */
  readonly staleAfter: number;
  /** Updates that were folded because this window was slow or hidden. */
  readonly missed: number;
  /** Different queries behind the panels. */
  readonly queries: number;
}

interface HeldSeries {
  about: Omit<SeriesPatch, 'block'>;
  points: SeriesPoints;
}

interface HeldPanel {
  update: PanelUpdate;
  series: Map<string, HeldSeries>;
  refusedSeries: number;
}

const EMPTY: LiveBoard = { window: undefined, newestAt: null, staleAfter: 0, missed: 0, queries: 0 };

/**
 * Live data of one board, outside React. Takes the events of `boards.subscribe`, keeps points in typed arrays, and
 * tells readers at most once a frame; a hidden window is told nothing until it is seen again, then the newest state once.
 * Snapshots are stable objects between two frames (made for `useSyncExternalStore`).
 */
export class BoardStore {
  readonly #frames: Frames;
  readonly #panels = new Map<string, HeldPanel>();
  readonly #shown = new Map<string, LivePanel<Localized>>();
  readonly #changed = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #window: LiveWindow | undefined;
  #missed = 0;
  #board: LiveBoard = EMPTY;
  #cancel: (() => void) | undefined;
  #everything = false;
  #pace = 0;
  #paintedAt = Number.NEGATIVE_INFINITY;

  constructor(frames: Frames = windowFrames) {
    this.#frames = frames;
  }

  /** Paints again when a hidden window is shown. The answer ends it and takes back a frame that was asked for. */
  watch(): () => void {
    const off = this.#frames.onVisibility(() => this.#schedule());
    this.#schedule();
    return () => {
      off();
      this.#cancelFrame();
    };
  }

  /** Called after a frame in which anything changed; the answer ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What a panel shows; `undefined` before its first event. */
  readonly panel = (panelId: string): LivePanel<Localized> | undefined => this.#shown.get(panelId);

  readonly board = (): LiveBoard => this.#board;

  /** Least distance of two paintings of new points, ms: the refresh the operator chose. Full states never wait. */
  setPace(ms: number): void {
    if (ms === this.#pace) return;
    this.#pace = ms;
    this.#cancelFrame();
    this.#schedule();
  }

  /** Takes one event of the stream. Throws BlockError for a block that does not fit its header; nothing changed then. */
  apply(event: StreamEvent<BoardUpdate>): void {
    const { data } = event;
    const decoded = data.panels.map((panel) => panel.series.map((series) => readBlock(series.block)));
    if (event.kind === 'full') {
      this.#hurry();
      for (const id of this.#panels.keys()) this.#changed.add(id);
      this.#panels.clear();
    }
    this.#missed += event.missed;
    const moved = this.#window?.from !== data.from || this.#window.to !== data.to;
    this.#window = { at: data.at, from: data.from, to: data.to, interval: data.interval };
    if (moved) this.#everything = true;
    for (const [at, update] of data.panels.entries()) this.#take(update, decoded[at] ?? []);
    for (const held of this.#panels.values()) {
      for (const { points } of held.series.values()) points.forgetBefore(data.from - data.interval);
    }
    this.#schedule();
  }

  /** Forgets everything: another board or other variables are asked for. */
  reset(): void {
    this.#hurry();
    for (const id of this.#panels.keys()) this.#changed.add(id);
    this.#panels.clear();
    this.#window = undefined;
    this.#missed = 0;
    this.#schedule();
  }

  #take(update: PanelUpdate, blocks: readonly ReturnType<typeof readBlock>[]): void {
    const held = this.#panels.get(update.panelId) ?? {
      update,
      series: new Map<string, HeldSeries>(),
      refusedSeries: 0,
    };
    // The first answer, an error or its end is news at once; only more of the same keeps the pace.
    if (held.update.state !== update.state) this.#hurry();
    held.update = update;
    held.refusedSeries = 0;
    for (const key of update.removed) held.series.delete(key);
    update.series.forEach((patch, at) => {
      const { key, ref, shift, name, field, labels } = patch;
      const about = { key, ref, shift, name, field, labels };
      const known = held.series.get(about.key);
      if (known === undefined && held.series.size >= PANEL_SERIES_LIMIT) {
        held.refusedSeries += 1;
        return;
      }
      const series = known ?? { about, points: new SeriesPoints() };
      series.about = about;
      const times = blocks[at]?.times;
      const values = blocks[at]?.columns[0];
      if (times && values) series.points.splice(times, values);
      held.series.set(about.key, series);
    });
    this.#panels.set(update.panelId, held);
    this.#changed.add(update.panelId);
  }

  #schedule(): void {
    if (this.#changed.size === 0 && !this.#everything) return;
    if (!this.#frames.visible()) {
      this.#cancelFrame();
      return;
    }
    const delay = Math.max(0, this.#paintedAt + this.#pace - this.#frames.now());
    this.#cancel ??= this.#frames.request(() => {
      this.#cancel = undefined;
      this.#paint();
    }, delay);
  }

  #cancelFrame(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #hurry(): void {
    this.#paintedAt = Number.NEGATIVE_INFINITY;
    this.#cancelFrame();
  }

  #paint(): void {
    const ids = this.#everything ? new Set([...this.#changed, ...this.#panels.keys()]) : new Set(this.#changed);
    this.#changed.clear();
    this.#everything = false;
    this.#paintedAt = this.#frames.now();
    for (const id of ids) {
      const held = this.#panels.get(id);
      if (held && this.#window) this.#shown.set(id, snapshot(held, this.#window));
      else this.#shown.delete(id);
    }
    const panels = [...this.#shown.values()];
    const newest = panels.flatMap((panel) => panel.newestAt ?? []);
    this.#board = {
      window: this.#window,
      newestAt: newest.length === 0 ? null : Math.max(...newest),
      staleAfter: panels.length === 0 ? 0 : Math.min(...panels.map((panel) => panel.staleAfter)),
      missed: this.#missed,
      queries: new Set(panels.flatMap((panel) => panel.provenance.map((one) => `${one.sourceId} ${one.query}`))).size,
    };
    for (const listener of this.#listeners) listener();
  }
}

function snapshot(held: HeldPanel, window: LiveWindow): LivePanel<Localized> {
  const { state, error, newestAt, staleAfter, provenance } = held.update;
  const all = [...held.series.values()];
  const series = all.map(({ about, points }) => ({ ...about, times: points.times, values: points.values }));
  const dropped = { points: all.reduce((sum, one) => sum + one.points.dropped, 0), series: held.refusedSeries };
  return { state, error, newestAt, staleAfter, provenance, series, window, dropped };
}
