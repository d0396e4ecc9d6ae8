import { displayWidth } from './stats-table.ts';

/** Rows as a plain table: columns as wide as their widest cell, the last one free. */
export function plainTable(rows: readonly (readonly string[])[]): string {
  // What comes from plans and files must not steer the terminal.
  const cells = rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}|\p{Cf}/gu, '·')));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
  }
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
