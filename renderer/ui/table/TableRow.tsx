import { classes } from '../classes.ts';
import type { Column } from './columns.ts';

interface TableRowProps<Row> {
  row: Row;
  columns: readonly Column<Row>[];
  index: number;
  /** `undefined` in tables whose rows cannot be selected. */
  selected: boolean | undefined;
  focusable: boolean;
  className: string | undefined;
  onPick: () => void;
  onOpen: (() => void) | undefined;
}

/** One row. The first cell that names the row is its head. */
export function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, columns, index, selected, focusable, className, onPick, onOpen } = props;
  return (
    <tr
      className={className}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={focusable ? 0 : -1}
      onClick={onPick}
      onDoubleClick={onOpen}
    >
      {columns.map((column) => {
        const content = column.cell(row);
        const title = column.title?.(row) ?? (column.isKey && typeof content === 'string' ? content : undefined);
        return (
          <td
            key={column.key}
            className={classes(
              column.kind === 'number' ? 'num' : column.kind === 'glyph' ? undefined : 'elide',
              column.isKey && 'k',
              column.onlyXl && 'only-xl',
            )}
            title={title}
            {...(column.isKey ? { role: 'rowheader' } : {})}
          >
            {content}
          </td>
        );
      })}
    </tr>
  );
}
