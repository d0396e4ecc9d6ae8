import { useMemo } from 'react';
import { Bar } from '../ui/Bar.tsx';
import type { Unit } from '../ui/format/unit.ts';
import { useFormat } from '../ui/format/useFormat.ts';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/DataTable.tsx';

export interface TablePanelColumn {
  readonly name: string;
  /** A unit makes a column of numbers; without one it is text. */
  readonly unit?: Unit | undefined;
  /** Draws a bar beside the number, full at this value. */
  readonly barTo?: number | undefined;
}

export interface TablePanelProps {
  label: string;
  columns: readonly TablePanelColumn[];
  /** `rows[row][column]`; `null` is missing. */
  rows: readonly (readonly (number | string | null)[])[];
  initialSort?: { column: number; descending: boolean };
}

interface Line {
  readonly id: string;
  readonly cells: readonly (number | string | null)[];
}

/** A panel that is a table: the last values of many series, or the answer of a table query. */
export function TablePanel({ label, columns, rows, initialSort }: TablePanelProps) {
  const format = useFormat();
  const lines = useMemo(() => rows.map((cells, at): Line => ({ id: String(at), cells })), [rows]);
  const drawn = useMemo(
    () =>
      columns.map((column, at): Column<Line> => {
        const { unit, barTo } = column;
        const value = (line: Line) => line.cells[at] ?? null;
        const text = (line: Line) => {
          const cell = value(line);
          return typeof cell === 'number' ? format.unit(cell, unit ?? 'none') : (cell ?? '–');
        };
        return {
          key: String(at),
          head: column.name,
          kind: unit === undefined ? 'text' : 'number',
          isKey: at === 0,
          sort: value,
          title: text,
          cell: (line) => {
            const cell = value(line);
            if (barTo === undefined || typeof cell !== 'number') return text(line);
            return (
              <span className="row" style={{ justifyContent: 'flex-end' }}>
                {text(line)}
                <Bar share={cell / barTo} width={72} />
              </span>
            );
          },
        };
      }),
    [columns, format],
  );
  const sort = initialSort
    ? { initialSort: { key: String(initialSort.column), descending: initialSort.descending } }
    : {};
  return <DataTable label={label} columns={drawn} rows={lines} rowKey={(line) => line.id} tight {...sort} />;
}
