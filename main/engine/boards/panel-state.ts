import type { Panel, PanelTarget } from '#core/boards/board.ts';
import { type Naming, seriesName } from '#core/boards/legend.ts';
import type { PanelUpdate, SeriesPatch } from '#core/contract/boards.ts';
import { encodeBlock } from '#core/metrics/block.ts';
import { firstAtOrAfter, type HeldSeries } from '#core/metrics/held-series.ts';
import type { QueryChange, QueryView } from '../hub/live-query.ts';
import { type Derivation, derivedChanges, derivedRows } from './derivation.ts';

/** Changes of one series that are remembered for readers that are behind. */
const maxRemembered = 256;
/** Series that are gone and still remembered, for readers that have not heard of it. */
export const maxGone = 1000;

/** One query of a panel as the panel sees it. */
export interface PanelQuery {
  ref: string;
  naming: Naming;
  shift: number;
  derivation: Derivation;
  view: QueryView;
}

interface Mark {
  sequence: number;
  /** First changed time; removed series have none. */
  from: number | undefined;
}

/**
 * What one panel shows, and which parts of it changed at which sequence, so that a reader at any recent sequence gets
 * exactly what it lacks.
 */
export class PanelState {
  readonly #panel: Panel;
  readonly #staleAfter: number;
  readonly #queries: PanelQuery[] = [];
  readonly #marks = new Map<string, Mark[]>();
  /** Keys of {@link #marks} whose series was removed last, the longest gone first. */
  readonly #gone = new Set<string>();
  #changedAt = 0;
  /** Readers at a sequence before this one get the panel whole. */
  #forgottenBefore = 0;

  constructor(panel: Panel, staleAfter: number) {
    this.#panel = panel;
    this.#staleAfter = staleAfter;
  }

  addQuery(query: PanelQuery): void {
    this.#queries.push(query);
  }

  /** Notes what changed in one of the panel's queries. */
  note(query: PanelQuery, change: QueryChange, sequence: number): void {
    this.#changedAt = sequence;
    for (const [series, from] of derivedChanges(query.derivation, query.view.series, change.series)) {
      this.#mark(keyOf(query, series), { sequence, from });
    }
    for (const series of change.removed) this.#mark(keyOf(query, series), { sequence, from: undefined });
  }

  get changedAt(): number {
    return this.#changedAt;
  }

  knowsSince(sequence: number): boolean {
    return sequence >= this.#forgottenBefore;
  }

  /** Everything; `from` is the start of the range. */
  full(from: number): PanelUpdate {
    return this.#update(
      from,
      () => Number.NEGATIVE_INFINITY,
      () => [],
    );
  }

  /** What changed after `sequence`. */
  since(sequence: number, from: number): PanelUpdate {
    const marksOf = (key: string) => (this.#marks.get(key) ?? []).filter((mark) => mark.sequence > sequence);
    return this.#update(
      from,
      (key) => {
        const marks = marksOf(key);
        if (marks.length === 0) return undefined;
        // Gone and back in between: the reader's copy is of before.
        if (marks.some((mark) => mark.from === undefined)) return Number.NEGATIVE_INFINITY;
        return Math.min(...marks.map((mark) => mark.from ?? Number.NEGATIVE_INFINITY));
      },
      () => {
        const held = this.#held();
        return [...this.#marks.keys()].filter(
          (key) => !held.has(key) && marksOf(key).some((mark) => mark.from === undefined),
        );
      },
    );
  }

  #mark(key: string, mark: Mark): void {
    const marks = this.#marks.get(key) ?? [];
    marks.push(mark);
    if (marks.length > maxRemembered) {
      const [gone] = marks.splice(0, 1);
      if (gone) this.#forgottenBefore = Math.max(this.#forgottenBefore, gone.sequence);
    }
    this.#marks.set(key, marks);
    this.#gone.delete(key);
    if (mark.from === undefined) this.#gone.add(key);
    this.#forgetGone();
  }

  /** Lets go of the series that are gone for longest: labels that change with every start would pile up for weeks. */
  #forgetGone(): void {
    for (const key of this.#gone) {
      if (this.#gone.size <= maxGone) return;
      const last = this.#marks.get(key)?.at(-1);
      if (last) this.#forgottenBefore = Math.max(this.#forgottenBefore, last.sequence);
      this.#gone.delete(key);
      this.#marks.delete(key);
    }
  }

  #held(): Set<string> {
    return new Set(
      this.#queries.flatMap((query) => [...query.view.series.keys()].map((series) => keyOf(query, series))),
    );
  }

  #update(from: number, startOf: (key: string) => number | undefined, removed: () => string[]): PanelUpdate {
    const now = this.#queries.filter((query) => query.shift === 0);
    const problems = now.flatMap((query) => (query.view.problem ? [query.view.problem] : []));
    const earliest = [...problems].sort((a, b) => a.since - b.since)[0];
    const newest = now.flatMap((query) => (query.view.newestAt === null ? [] : [query.view.newestAt]));
    return {
      panelId: this.#panel.id,
      state: stateOf(now, from),
      error: earliest
        ? { code: earliest.code, message: earliest.message, since: earliest.since, nextTryAt: earliest.nextTryAt }
        : null,
      newestAt: newest.length > 0 ? Math.max(...newest) : null,
      staleAfter: this.#staleAfter,
      provenance: this.#queries.flatMap((query) => (query.view.provenance ? [query.view.provenance] : [])),
      removed: removed(),
      series: this.#queries.flatMap((query) =>
        [...query.view.series.values()].flatMap((series) => {
          const start = startOf(keyOf(query, series.key));
          return start === undefined ? [] : patchOf(query, series, Math.max(start, from));
        }),
      ),
    };
  }
}

function stateOf(queries: readonly PanelQuery[], from: number): PanelUpdate['state'] {
  const failing = queries.filter((query) => query.view.problem !== null).length;
  if (failing > 0) return failing === queries.length ? 'error' : 'partial';
  if (queries.every((query) => !query.view.answered)) return 'loading';
  const hasData = queries.some((query) => query.view.newestAt !== null && query.view.newestAt >= from);
  if (hasData) return 'ok';
  return queries.some((query) => !query.view.answered) ? 'loading' : 'no-data';
}

const keyOf = (query: PanelQuery, series: string) => `${query.ref}|${query.shift}|${series}`;

/** Rows of a series from `from` on; nothing when there are none, or when the series only divides others. */
function patchOf(query: PanelQuery, series: HeldSeries, from: number): SeriesPatch[] {
  const rows = derivedRows(query.derivation, query.view.series, series, firstAtOrAfter(series.times, from));
  if (!rows || rows.times.length === 0) return [];
  const block = encodeBlock(rows.times, [rows.values]);
  return [
    {
      key: keyOf(query, series.key),
      ref: query.ref,
      shift: query.shift,
      name: seriesName(query.naming, series),
      field: series.field,
      labels: series.labels,
      block: Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('base64'),
    },
  ];
}

/** Whether a target draws several fields, so that names must tell them apart. */
export function hasSeveralFields(target: PanelTarget): boolean {
  if (target.target.kind === 'raw') return true;
  return target.target.fields.filter((field) => field !== target.divideBy).length > 1;
}
