import type { Localized, Panel } from '#core/boards/board.ts';
import { type LivePanel, reduceSeries } from '../../../live/index.ts';

export type TablePanel = Extract<Panel, { kind: 'table' }>;

export interface PanelTable {
  /** Names of the value columns. */
  readonly columns: readonly string[];
  /** Name of the row, then a value for each column in the board's unit; `null` is missing. */
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** Rows past the panel's limit. */
  readonly more: number;
}

/**
 * Rows by a tag, a column for each target and field, each cell a series reduced over the range (the largest where several
 * series fall into one cell). Largest first by the first column; rows without a value stand last.
 */
export function tableOf(panel: TablePanel, live: LivePanel, text: (text: Localized) => string): PanelTable {
  const { from, to } = live.window;
  const present = live.series.filter((one) => one.shift === 0);
  const columnKey = (ref: string, field: string) => `${ref} ${field}`;
  const order = panel.targets.map((target) => target.ref);
  const keys = [...new Set(present.map((one) => columnKey(one.ref, one.field)))].sort(
    (one, other) => order.indexOf(one.split(' ')[0] ?? '') - order.indexOf(other.split(' ')[0] ?? ''),
  );
  const named = keys.map((key) => {
    const [ref = '', ...field] = key.split(' ');
    const target = panel.targets.find((one) => one.ref === ref);
    const legend = text(target?.legend ?? '');
    return legend === '' || legend.includes('{{')
      ? text(target?.fieldNames[field.join(' ')] ?? field.join(' '))
      : legend;
  });
  const rows = new Map<string, (number | null)[]>();
  for (const series of present) {
    const name = series.labels[panel.rowTag];
    if (name === undefined) continue;
    const row = rows.get(name) ?? keys.map(() => null);
    const at = keys.indexOf(columnKey(series.ref, series.field));
    const value = reduceSeries(series, panel.reduce, from, to);
    const held = row[at] ?? null;
    row[at] = value === null ? held : held === null ? value : Math.max(held, value);
    rows.set(name, row);
  }
  const sorted = [...rows].map(([name, values]) => ({ name, values }));
  const rank = (value: number | null | undefined) => value ?? Number.NEGATIVE_INFINITY;
  sorted.sort((one, other) => rank(other.values[0]) - rank(one.values[0]) || one.name.localeCompare(other.name));
  return { columns: named, rows: sorted.slice(0, panel.limit), more: Math.max(0, sorted.length - panel.limit) };
}
