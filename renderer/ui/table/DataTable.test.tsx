import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { listenForShortcuts } from '../keys/shortcuts.ts';
import type { Column } from './columns.ts';
import { DataTable } from './DataTable.tsx';

interface Row {
  id: string;
  cpu: number | null;
}

const columns: Column<Row>[] = [
  { key: 'id', head: 'Host', isKey: true, sort: (row) => row.id, cell: (row) => row.id },
  { key: 'cpu', head: 'CPU', kind: 'number', sort: (row) => row.cpu, cell: (row) => row.cpu ?? '–' },
];

function List({ rows, onOpen, primary }: { rows: Row[]; onOpen?: (row: Row) => void; primary?: boolean }) {
  const [selected, setSelected] = useState<string>();
  return (
    <DataTable
      label="Hosts"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      selected={selected}
      onSelect={(row) => setSelected(row.id)}
      {...(onOpen ? { onOpen } : {})}
      {...(primary ? { primary } : {})}
      empty={<p>nothing</p>}
    />
  );
}

const three: Row[] = [
  { id: 'b', cpu: 10 },
  { id: 'a', cpu: null },
  { id: 'c', cpu: 90 },
];

const order = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
const selected = () => screen.queryByRole('row', { selected: true })?.querySelector('[role="rowheader"]')?.textContent;

let stop = () => {};
afterEach(() => stop());

it('moves by J, K and arrows, and opens by Enter', async () => {
  const user = userEvent.setup();
  const onOpen = vi.fn<(row: Row) => void>();
  render(<List rows={three} onOpen={onOpen} />);
  await user.tab(); // head of Host
  await user.tab(); // head of CPU
  await user.tab(); // the first row
  await user.keyboard('j');
  expect(selected()).toBe('a');
  await user.keyboard('{ArrowDown}');
  expect(selected()).toBe('c');
  await user.keyboard('j');
  expect(selected()).toBe('c');
  await user.keyboard('k{Enter}');
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(three[1]);
  await user.keyboard('{Home}');
  expect(selected()).toBe('b');
  expect(document.activeElement).toBe(screen.getByRole('row', { selected: true }));
});

it('moves wherever the focus is when it is the main list, but not while somebody writes', async () => {
  const user = userEvent.setup();
  stop = listenForShortcuts(document);
  render(
    <>
      <input aria-label="filter" />
      <List rows={three} primary />
    </>,
  );
  await user.keyboard('jj');
  expect(selected()).toBe('a');
  await user.click(screen.getByLabelText('filter'));
  await user.keyboard('jk');
  expect(selected()).toBe('a');
  expect(screen.getByLabelText<HTMLInputElement>('filter').value).toBe('jk');
});

it('sorts by a head, numbers from the largest, missing values last either way', async () => {
  const user = userEvent.setup();
  render(<List rows={three} />);
  const head = screen.getByRole('button', { name: 'CPU' });
  await user.click(head);
  expect(order()).toEqual(['c', 'b', 'a']);
  expect(screen.getByRole('columnheader', { name: 'CPU' }).getAttribute('aria-sort')).toBe('descending');
  await user.click(head);
  expect(order()).toEqual(['b', 'c', 'a']);
});

it('keeps the selection at its row when new rows arrive above', async () => {
  const user = userEvent.setup();
  const { rerender } = render(<List rows={three} />);
  await user.click(screen.getByText('a'));
  rerender(<List rows={[{ id: 'z', cpu: 1 }, ...three]} />);
  expect(selected()).toBe('a');
});

it('draws only what is in sight from 200 rows on, and says how many there are', () => {
  const rows = Array.from({ length: 1000 }, (_, at) => ({ id: `host ${at}`, cpu: at }));
  render(<List rows={rows} />);
  expect(order().length).toBeLessThan(100);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('1001');
});

it('shows what stands for no rows', () => {
  const { container } = render(<List rows={[]} />);
  expect(within(container).getByText('nothing')).toBeTruthy();
});
