import type { LiveSeries } from '../../../live/index.ts';

/** A cell as RFC 4180 wants it. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The series of a panel side by side: a row for each moment any of them has, ISO time first. Values are as the source gave
 * them (unscaled); an empty cell is a missing value. `head` names the time column.
 */
export function seriesCsv(series: readonly LiveSeries[], head: string): string {
  const times = [...new Set(series.flatMap((one) => Array.from(one.times)))].sort((one, other) => one - other);
  const at = series.map(() => 0);
  const lines = [[head, ...series.map((one) => one.name)].map(csvCell).join(',')];
  for (const time of times) {
    const cells = series.map((one, index) => {
      const place = at[index] ?? 0;
      if (one.times[place] !== time) return null;
      at[index] = place + 1;
      return one.values[place] ?? null;
    });
    lines.push([new Date(time).toISOString(), ...cells].map(csvCell).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
