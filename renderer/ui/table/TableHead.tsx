import { ArrowDown, ArrowUp } from 'lucide-react';
import { classes } from '../classes.ts';
import type { Column, Sorting } from './columns.ts';

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[];
  sorting: Sorting | undefined;
  /** The name of the row takes this much of a table whose widths follow its content, and elides beyond it. */
  keyWidth: string | undefined;
  onSort: (column: Column<Row>) => void;
}

function direction<Row>(column: Column<Row>, sorting: Sorting | undefined): 'ascending' | 'descending' | undefined {
  if (!column.sort || sorting?.key !== column.key) return undefined;
  return sorting.descending ? 'descending' : 'ascending';
}

/** Head of a table: stays in sight; heads of sortable columns are buttons. */
export function TableHead<Row>({ columns, sorting, keyWidth, onSort }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const sorted = direction(column, sorting);
          const width = column.width ?? (column.isKey ? keyWidth : undefined);
          const text = (
            <>
              {column.headLabel === undefined ? null : <span className="sr">{column.headLabel}</span>}
              {column.head}
            </>
          );
          return (
            <th
              key={column.key}
              scope="col"
              className={classes(column.kind === 'number' && 'num', column.onlyXl && 'only-xl')}
              style={width === undefined ? undefined : { width }}
              aria-sort={sorted}
            >
              {column.sort ? (
                <button type="button" onClick={() => onSort(column)}>
                  {text}
                  {sorted === 'ascending' ? <ArrowUp size={11} strokeWidth={1.4} aria-hidden="true" /> : null}
                  {sorted === 'descending' ? <ArrowDown size={11} strokeWidth={1.4} aria-hidden="true" /> : null}
                </button>
              ) : (
                text
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
