import { defaultRangeExtractor, observeElementRect, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { classes } from '../classes.ts';
import { useShortcut } from '../keys/shortcuts.ts';
import { say } from '../words/define.ts';
import { uiWords } from '../words/uiWords.ts';
import { type Column, moveBy, nextSorting, type Sorting, sortRows } from './columns.ts';
import { TableHead } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';

/** From this many rows on only those in sight are drawn. */
export const VIRTUAL_FROM = 200;

export interface DataTableProps<Row> {
  /** Spoken name of the table. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  selected?: string | undefined;
  onSelect?: (row: Row) => void;
  /** Enter or a double click. */
  onOpen?: (row: Row) => void;
  initialSort?: Sorting;
  rowClass?: (row: Row) => string | undefined;
  tight?: boolean;
  /** Shown instead of rows. */
  empty?: ReactNode;
  /** The main list of the page: J and K move in it wherever the focus is. */
  primary?: boolean;
  /** The widths of the columns hold and all text elides; otherwise the content decides and only the name elides. */
  fixed?: boolean;
}

/** A list in rows of 28 px (tight 24): sticky sortable head, J K arrows and Enter, only visible rows drawn from 200 on. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, selected, onSelect, onOpen, rowClass, tight, empty, primary, fixed } = props;
  const [sorting, setSorting] = useState<Sorting | undefined>(props.initialSort);
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting]);
  const scroll = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | undefined>(undefined);
  const focusWanted = useRef(false);
  const height = tight ? 24 : 28;
  const virtual = sorted.length >= VIRTUAL_FROM;
  const foundActive = sorted.findIndex((row) => rowKey(row) === (activeKey ?? selected));
  const active = Math.max(0, foundActive);
  const virtualizer = useVirtualizer({
    count: virtual ? sorted.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 8,
    scrollPaddingStart: 26,
    // A list that is not laid out yet draws a first screenful instead of nothing.
    observeElementRect: (instance, told) =>
      observeElementRect(instance, (rect) => told(rect.height > 0 ? rect : { ...rect, height: 600 })),
    // The row that holds the focus stays drawn, else scrolling it away would drop the focus to the page.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return foundActive < 0 || shown.includes(active) ? shown : [...shown, active].sort((one, other) => one - other);
    },
  });

  const go = (to: number) => {
    const row = sorted[to];
    if (row === undefined) return;
    focusWanted.current = true;
    setActiveKey(rowKey(row));
    if (virtual) virtualizer.scrollToIndex(to);
    onSelect?.(row);
  };
  useEffect(() => {
    if (!focusWanted.current) return;
    const row = scroll.current?.querySelector<HTMLElement>('tr[tabindex="0"]');
    if (!row) return;
    focusWanted.current = false;
    row.focus({ preventScroll: virtual });
  });

  const page = () => Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / height) - 2);
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLTableRowElement)) return;
    const row = sorted[active];
    if (event.key === 'Enter' && row !== undefined && onOpen) {
      event.preventDefault();
      onOpen(row);
      return;
    }
    const to = moveBy(event.key, active, sorted.length, page());
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const step = (by: 1 | -1) => go(foundActive < 0 ? 0 : Math.min(sorted.length - 1, Math.max(0, active + by)));
  useShortcut(primary ? 'j' : undefined, () => step(1), { label: say(uiWords, 'nextRow') });
  useShortcut(primary ? 'k' : undefined, () => step(-1), { label: say(uiWords, 'previousRow') });

  if (sorted.length === 0 && empty !== undefined) return <>{empty}</>;
  const items = virtualizer.getVirtualItems();
  const shown = virtual ? items.map((item) => item.index) : sorted.map((_, at) => at);
  const draw = shown.flatMap((at, place) => {
    const row = sorted[at];
    if (row === undefined) return [];
    const key = rowKey(row);
    const before = virtual ? (at - (place === 0 ? 0 : (shown[place - 1] ?? 0) + 1)) * height : 0;
    return [
      before > 0 ? <Gap key={`gap ${key}`} height={before} columns={columns.length} /> : null,
      <TableRow
        key={key}
        row={row}
        columns={columns}
        index={at}
        selected={onSelect || selected !== undefined ? key === selected : undefined}
        focusable={at === active}
        className={rowClass?.(row)}
        onPick={() => {
          setActiveKey(key);
          onSelect?.(row);
        }}
        onOpen={onOpen ? () => onOpen(row) : undefined}
      />,
    ];
  });
  const after = virtual ? (sorted.length - 1 - (shown.at(-1) ?? -1)) * height : 0;
  return (
    <div className="tbl-scroll" ref={scroll}>
      <table
        className={classes('tbl sticky', tight && 'tight', fixed && 'fixed')}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and are chosen, so it is a grid
        role="grid" // oxlint-disable-line jsx-a11y/no-noninteractive-element-to-interactive-role
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        onKeyDown={onKey}
      >
        <TableHead
          columns={columns}
          sorting={sorting}
          keyWidth={fixed ? undefined : `${Math.max(30, Math.round(160 / columns.length))}%`}
          onSort={(column) => setSorting(nextSorting(column, sorting))}
        />
        <tbody>
          {draw}
          {after > 0 ? <Gap height={after} columns={columns.length} /> : null}
        </tbody>
      </table>
    </div>
  );
}

/** Room of the rows that are not drawn. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus of its own, and this one is only room
    <tr aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
