import type { Statistics } from '#core/contract/loadtests.ts';
import type { RunView } from './foldRun.ts';
import { rateOf } from './rates.ts';

/** A row of the labels table. `label` '' is all samples. */
export interface LabelRow {
  readonly key: string;
  readonly label: string;
  readonly isAll: boolean;
  readonly figures: Statistics;
  readonly spark: readonly (number | null)[];
}

export type LabelSortKey = 'label' | 'samples' | 'errors' | 'p50' | 'p95' | 'p99' | 'jmeter' | 'rate';
export interface LabelSorting {
  readonly key: LabelSortKey;
  readonly descending: boolean;
}

const values: Readonly<Record<LabelSortKey, (figures: Statistics) => number | string>> = {
  label: (one) => one.label,
  samples: (one) => one.samples,
  errors: (one) => one.errorRate,
  p50: (one) => one.exact.p50,
  p95: (one) => one.exact.p95,
  p99: (one) => one.exact.p99,
  jmeter: (one) => one.jmeter.p95,
  rate: (one) => rateOf(one) ?? 0,
};

/** "all" first, wherever the others are sorted to; none before the first sample. */
export function labelRows(view: Pick<RunView, 'run' | 'labels' | 'allSpark'>, sorting: LabelSorting): LabelRow[] {
  const { total } = view.run;
  const by = values[sorting.key];
  const rows = view.labels.map(
    (one): LabelRow => ({
      key: `${one.isTransaction ? 'transaction' : 'sample'} ${one.label}`,
      label: one.label,
      isAll: false,
      figures: one,
      spark: one.spark,
    }),
  );
  rows.sort((a, b) => {
    const one = by(a.figures);
    const other = by(b.figures);
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : String(one).localeCompare(String(other), undefined, { numeric: true });
    return sorting.descending ? -order : order;
  });
  if (total === null || total.samples === 0) return rows;
  return [{ key: 'all', label: '', isAll: true, figures: total, spark: view.allSpark }, ...rows];
}

/** The other way round when the head is chosen again; numbers begin with the largest, names with the first. */
export function nextLabelSorting(key: LabelSortKey, present: LabelSorting): LabelSorting {
  if (present.key === key) return { key, descending: !present.descending };
  return { key, descending: key !== 'label' };
}

/** Figures of what is looked at: a label's, or of all samples. */
export function figuresOf(view: Pick<RunView, 'run' | 'labels'>, label: string): Statistics | null {
  return label === '' ? view.run.total : (view.labels.find((one) => one.label === label) ?? null);
}
