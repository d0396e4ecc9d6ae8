import { randomUUID } from 'node:crypto';
import { type Board, mapLocalized, type Panel } from '#core/boards/board.ts';
import { filledTarget, filledText, type VariableValues } from '#core/boards/variables.ts';
import type { BoardUpdate, Range } from '#core/contract/boards.ts';
import { bucketWidth } from '#core/metrics/interval.ts';
import type { Clock } from '#core/time/clock.ts';
import type { QueryHub, Subscription } from '../hub/hub.ts';
import type { QueryChange } from '../hub/live-query.ts';
import type { SourcePort } from '../sources/live-sources.ts';
import type { Feed } from '../transports/paced.ts';
import { hasSeveralFields, type PanelQuery, PanelState } from './panel-state.ts';

/** "Same time last week", ms. */
export const weekShift = 7 * 24 * 3600 * 1000;
/** Answers that come within this are told in one event, ms. */
const coalesceWithin = 40;
/** Intervals without a point that make a panel stale. */
const staleIntervals = 3;
/** Changes further back than this many events are told by the full state. */
const maxBehind = 500;
/** Assumed for a source that is not there, ms. */
const unknownInterval = 10_000;

export interface LiveBoardInput {
  variables: VariableValues;
  range: Range;
  maxPoints: number;
  lastWeek: boolean;
}

interface Parts {
  hub: QueryHub;
  sources: SourcePort;
  clock: Clock;
}

/** Panels that compare with last week; a heat map or a table of it would say nothing. */
const comparable: readonly Panel['kind'][] = ['timeseries', 'stat'];

/** The live data of one board with one choice of variables and range: a feed that any number of windows may read. */
export class LiveBoard implements Feed<BoardUpdate> {
  readonly epoch = randomUUID();
  readonly #input: LiveBoardInput;
  readonly #clock: Clock;
  readonly #interval: number;
  readonly #panels: PanelState[] = [];
  readonly #subscriptions: Subscription[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #ended = new AbortController();
  readonly #waiting: { panel: PanelState; query: PanelQuery; change: QueryChange }[] = [];
  #sequence = 0;
  /** When the newest sequence was made: what is shown must depend on the sequence alone. */
  #toldAt: number;

  constructor(board: Board, input: LiveBoardInput, parts: Parts) {
    this.#input = input;
    this.#clock = parts.clock;
    this.#toldAt = parts.clock.now();
    const width = (sourceId: string) =>
      bucketWidth(this.#span(), input.maxPoints, parts.sources.info(sourceId)?.intervalMs ?? unknownInterval);
    const sourceOf = (panel: Panel) => filledText(panel.source, input.variables);
    this.#interval = Math.max(...board.panels.map((panel) => width(sourceOf(panel))), 1000);
    for (const panel of board.panels) this.#add(panel, sourceOf(panel), width(sourceOf(panel)), parts);
  }

  sequence(): number {
    return this.#sequence;
  }

  full(): BoardUpdate {
    const head = this.#head();
    return { ...head, panels: this.#panels.map((panel) => panel.full(head.from - this.#interval)) };
  }

  since(sequence: number): BoardUpdate | undefined {
    if (sequence < this.#sequence - maxBehind || sequence > this.#sequence) return undefined;
    const changed = this.#panels.filter((panel) => panel.changedAt > sequence);
    if (changed.some((panel) => !panel.knowsSince(sequence))) return undefined;
    const head = this.#head();
    return { ...head, panels: changed.map((panel) => panel.since(sequence, head.from - this.#interval)) };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(): void {
    this.#ended.abort(new Error('board closed'));
    for (const subscription of this.#subscriptions) subscription.end();
    this.#listeners.clear();
  }

  #span(): number {
    const { range } = this.#input;
    return range.kind === 'relative' ? range.seconds * 1000 : Math.max(0, range.to - range.from);
  }

  #head(): Omit<BoardUpdate, 'panels'> {
    const { range } = this.#input;
    const at = this.#clock.now();
    const [from, to] = range.kind === 'relative' ? [at - range.seconds * 1000, at] : [range.from, range.to];
    return { at, from, to, interval: this.#interval };
  }

  #add(panel: Panel, sourceId: string, interval: number, parts: Parts): void {
    const { range, lastWeek, variables } = this.#input;
    const sourceInterval = parts.sources.info(sourceId)?.intervalMs ?? unknownInterval;
    // A point is stamped with its bucket's start: it may be a bucket old and yet fresh, and a rate is known only when
    // its bucket is over.
    const buckets = panel.targets.some(({ target }) => target.kind === 'select' && target.transform === 'rate') ? 2 : 1;
    const staleAfter =
      range.kind === 'relative' ? staleIntervals * sourceInterval + buckets * interval : Number.MAX_SAFE_INTEGER;
    const state = new PanelState(panel, staleAfter);
    this.#panels.push(state);
    const shifts = lastWeek && comparable.includes(panel.kind) ? [0, weekShift] : [0];
    for (const target of panel.targets) {
      const filled = filledTarget(target.target, variables);
      for (const shift of shifts) {
        // Told only after the query is known to the panel: the first fetch is never done before this loop is.
        const listener = (change: QueryChange) => this.#changed(state, query, change);
        const subscription = parts.hub.subscribe({ sourceId, target: filled, range, interval, shift }, listener);
        this.#subscriptions.push(subscription);
        const query: PanelQuery = {
          ref: target.ref,
          naming: {
            legend: mapLocalized(target.legend, (text) => filledText(text, variables)),
            fieldNames: target.fieldNames,
            severalFields: hasSeveralFields(target),
          },
          shift,
          derivation: {
            divideBy: target.divideBy,
            bucket: target.perSecond ? interval : undefined,
            offset: target.offset ?? 0,
            now: () => this.#toldAt + shift,
          },
          view: subscription.view,
        };
        state.addQuery(query);
      }
    }
  }

  #changed(panel: PanelState, query: PanelQuery, change: QueryChange): void {
    this.#waiting.push({ panel, query, change });
    if (this.#waiting.length > 1) return;
    void this.#clock.sleep(coalesceWithin, this.#ended.signal).then(
      () => this.#flush(),
      () => {},
    );
  }

  #flush(): void {
    this.#sequence += 1;
    this.#toldAt = this.#clock.now();
    for (const { panel, query, change } of this.#waiting.splice(0)) panel.note(query, change, this.#sequence);
    for (const listener of this.#listeners) listener();
  }
}
