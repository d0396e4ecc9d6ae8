import type { Frame } from './frame.ts';
import type { HeldSeries } from './held-series.ts';
import { labelsKey } from './labels.ts';

/**
 * Series of an answer: one for each number column, times moved forward by `shift`. A table without times gives one
 * point a row at `stamp`, its text columns being labels.
 */
export function seriesOf(frames: readonly Frame[], shift: number, stamp: number): HeldSeries[] {
  return frames.flatMap((frame) =>
    frame.times.length === 0 && frame.columns.length > 0 ? tableRows(frame, stamp) : columns(frame, shift),
  );
}

/** Rows without a value are left out: to the hub, a hole is where no row is. A column of nothing is no series. */
function columns(frame: Frame, shift: number): HeldSeries[] {
  const key = labelsKey(frame.labels);
  return frame.columns.flatMap((column) => {
    if (column.type === 'text') return [];
    const times: number[] = [];
    const values: number[] = [];
    column.values.forEach((value, row) => {
      const time = frame.times[row];
      if (value === null || time === undefined) return;
      times.push(time + shift);
      values.push(value);
    });
    if (times.length === 0) return [];
    return [
      { key: `${key}|${column.name}`, name: frame.name, field: column.name, labels: frame.labels, times, values },
    ];
  });
}

function tableRows(frame: Frame, stamp: number): HeldSeries[] {
  const rows = Math.max(0, ...frame.columns.map((column) => column.values.length));
  return Array.from({ length: rows }, (_, row) => row).flatMap((row) => {
    const labels = { ...frame.labels };
    for (const column of frame.columns) {
      const text = column.type === 'text' ? column.values[row] : null;
      if (typeof text === 'string') labels[column.name] = text;
    }
    return frame.columns.flatMap((column) =>
      column.type === 'text'
        ? []
        : [
            {
              key: `${labelsKey(labels)}|${column.name}`,
              name: frame.name,
              field: column.name,
              labels,
              times: [stamp],
              values: [column.values[row] ?? null],
            },
          ],
    );
  });
}
