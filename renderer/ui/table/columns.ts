import type { ReactNode } from 'react';

/** What a column sorts by; `null` always stands last, whichever way it is sorted. */
export type SortValue = number | string | null;

/** A column of a table. Text elides when it is too narrow, numbers never do. */
export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  /** Spoken head where `head` is a glyph or empty. */
  readonly headLabel?: string;
  /** `number` aligns right and never elides. */
  readonly kind?: 'text' | 'number' | 'glyph';
  /** CSS width; in a fixed table the columns without one share the rest. */
  readonly width?: number | string;
  readonly cell: (row: Row) => ReactNode;
  readonly sort?: (row: Row) => SortValue;
  /** Full text on hover where the cell may elide. */
  readonly title?: (row: Row) => string;
  /** The name of the row: brighter, and its head for screen readers. */
  readonly isKey?: boolean;
  /** Dropped below 1500 px. Never the owner, the age or the state. */
  readonly onlyXl?: boolean;
}

export interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

function compare(one: SortValue, other: SortValue): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), undefined, { numeric: true });
}

/** Rows in the order of a column; equal rows keep their order, missing values stand last. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | undefined,
): readonly Row[] {
  const by = columns.find((column) => column.key === sorting?.key)?.sort;
  if (!by || !sorting) return rows;
  const keyed = rows.map((row, at) => ({ row, at, value: by(row) }));
  keyed.sort((one, other) => {
    if (one.value === null || other.value === null) {
      if (one.value === other.value) return one.at - other.at;
      return one.value === null ? 1 : -1;
    }
    const order = compare(one.value, other.value);
    return (sorting.descending ? -order : order) || one.at - other.at;
  });
  return keyed.map((entry) => entry.row);
}

/** Next state of a head that is pressed: numbers start with the largest, text with the first letter; then it turns. */
export function nextSorting<Row>(column: Column<Row>, now: Sorting | undefined): Sorting {
  if (now?.key === column.key) return { key: column.key, descending: !now.descending };
  return { key: column.key, descending: column.kind === 'number' };
}

/** Where a key leads in a list of `count` rows; `undefined` when the key does not move. `page` is rows in sight. */
export function moveBy(key: string, at: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const to: Record<string, number> = {
    j: at + 1,
    ArrowDown: at + 1,
    k: at - 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const next = to[key];
  return next === undefined ? undefined : Math.min(count - 1, Math.max(0, next));
}
