/** What a tried query answered, as the engine hands it over. */
export interface AnswerFrame {
  readonly key: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly number[];
  readonly columns: readonly { readonly name: string; readonly values: readonly (number | string | null)[] }[];
}

export interface ResultRow {
  readonly id: string;
  readonly at: number | null;
  readonly series: string;
  readonly cells: readonly (number | string | null)[];
}

export interface Results {
  /** Names of the value columns, in the order of the answer. */
  readonly columns: readonly string[];
  readonly rows: readonly ResultRow[];
  /** Rows of the answer, also those that are not shown. */
  readonly total: number;
  readonly hasTime: boolean;
  readonly hasSeries: boolean;
}

/** Rows that are shown at most. */
export const shownRows = 1000;

const seriesName = (frame: AnswerFrame) => {
  const labels = Object.entries(frame.labels).map(([key, value]) => `${key}=${value}`);
  return labels.length === 0 ? frame.name : labels.join(', ');
};

/** The frames of an answer as one table: newest rows first within a series, series one after the other. */
export function resultRows(frames: readonly AnswerFrame[], limit: number = shownRows): Results {
  const columns = [...new Set(frames.flatMap((frame) => frame.columns.map((column) => column.name)))];
  const rows: ResultRow[] = [];
  let total = 0;
  for (const frame of frames) {
    const length = Math.max(frame.times.length, ...frame.columns.map((column) => column.values.length), 0);
    const series = seriesName(frame);
    const byName = new Map(frame.columns.map((column) => [column.name, column.values]));
    total += length;
    const timed = frame.times.length > 0;
    for (let step = 0; step < length && rows.length < limit; step++) {
      const at = timed ? length - 1 - step : step;
      rows.push({
        id: `${frame.key} ${at}`,
        at: frame.times[at] ?? null,
        series,
        cells: columns.map((name) => byName.get(name)?.[at] ?? null),
      });
    }
  }
  return {
    columns,
    rows,
    total,
    hasTime: frames.some((frame) => frame.times.length > 0),
    hasSeries: frames.length > 1 || frames.some((frame) => Object.keys(frame.labels).length > 0),
  };
}
