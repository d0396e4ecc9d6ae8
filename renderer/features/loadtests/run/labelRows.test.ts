import { expect, it } from 'vitest';
import { aRun, statistics } from '../testing.ts';
import { figuresOf, labelRows, nextLabelSorting } from './labelRows.ts';

const view = {
  run: aRun({ total: statistics('Total', { samples: 300 }) }),
  labels: [
    { ...statistics('Home', { samples: 200 }), spark: [1] },
    { ...statistics('Pay', { exact: { p50: 1, p90: 2, p95: 900, p99: 4 } }), spark: [null] },
    { ...statistics('Pay', { isTransaction: true }), spark: [] },
  ],
  allSpark: [7],
};
const order = (key: 'p95' | 'label', descending: boolean) => labelRows(view, { key, descending }).map((row) => row.key);

it('keeps "all" first however the labels are sorted', () => {
  expect(order('p95', true)).toEqual(['all', 'sample Pay', 'sample Home', 'transaction Pay']);
  expect(order('p95', false)[0]).toBe('all');
  expect(order('label', true)[0]).toBe('all');
});

it('tells a sampler and a transaction of one name apart', () => {
  expect(new Set(order('label', false)).size).toBe(4);
});

it('shows no "all" before the first sample', () => {
  expect(labelRows({ ...view, run: aRun(), labels: [] }, { key: 'p95', descending: true })).toEqual([]);
});

it('turns the sorting round, and begins numbers with the largest and names with the first', () => {
  expect(nextLabelSorting('p95', { key: 'p95', descending: true })).toEqual({ key: 'p95', descending: false });
  expect(nextLabelSorting('samples', { key: 'label', descending: false })).toEqual({
    key: 'samples',
    descending: true,
  });
  expect(nextLabelSorting('label', { key: 'p95', descending: true })).toEqual({ key: 'label', descending: false });
});

it('gives the figures of what is looked at, none for a label that is not there', () => {
  expect(figuresOf(view, '')?.samples).toBe(300);
  expect(figuresOf(view, 'Home')?.samples).toBe(200);
  expect(figuresOf(view, 'gone')).toBeNull();
});
