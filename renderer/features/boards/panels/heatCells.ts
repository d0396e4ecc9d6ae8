import type { Panel } from '#core/boards/board.ts';
import type { LivePanel } from '../../../live/index.ts';

export type HeatPanel = Extract<Panel, { kind: 'heatmap' }>;

export interface HeatCells {
  /** Start of each column, epoch ms. */
  readonly columns: readonly number[];
  /** Names of the rows, lowest first. */
  readonly rows: readonly string[];
  /** `cells[row][column]` in the board's unit; `null` where the store had no value. */
  readonly cells: readonly (readonly (number | null)[])[];
}

/** More columns than this are narrower than a pixel in any panel; neighbours are then averaged. */
const MOST_COLUMNS = 240;

/** A row for each value of the tag, a column for each bucket of the range, also for buckets without data. */
export function heatOf(panel: HeatPanel, live: LivePanel): HeatCells {
  const { from, to, interval } = live.window;
  const present = live.series.filter((one) => one.shift === 0 && one.labels[panel.rowTag] !== undefined);
  if (present.length === 0 || !(interval > 0)) return { columns: [], rows: [], cells: [] };
  const wide = interval * Math.max(1, Math.ceil((to - from) / interval / MOST_COLUMNS));
  const start = Math.floor(from / wide) * wide;
  const count = Math.max(1, Math.ceil((to - start) / wide));
  const columns = Array.from({ length: count }, (_, at) => start + at * wide);
  const compare = (one: string, other: string) => one.localeCompare(other, undefined, { numeric: true });
  const rows = [...new Set(present.map((one) => one.labels[panel.rowTag] ?? ''))].sort(compare);
  const sums = rows.map(() => new Float64Array(count));
  const counts = rows.map(() => new Uint32Array(count));
  for (const series of present) {
    const row = rows.indexOf(series.labels[panel.rowTag] ?? '');
    const [sum, number] = [sums[row], counts[row]];
    if (!sum || !number) continue;
    for (let at = 0; at < series.times.length; at += 1) {
      const value = series.values[at] ?? Number.NaN;
      const column = Math.floor(((series.times[at] ?? Number.NaN) - start) / wide);
      if (!(column >= 0 && column < count) || !Number.isFinite(value)) continue;
      sum[column] = (sum[column] ?? 0) + value;
      number[column] = (number[column] ?? 0) + 1;
    }
  }
  const cells = rows.map((_, row) =>
    columns.map((_column, at) => {
      const number = counts[row]?.[at] ?? 0;
      return number === 0 ? null : (sums[row]?.[at] ?? 0) / number;
    }),
  );
  return { columns, rows, cells };
}
