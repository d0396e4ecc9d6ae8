import type { Labels } from '../metrics/frame.ts';

/**
 * Name of a series. `{{tag}}` and `{{field}}` are replaced; a tag the series lacks leaves nothing. Without a legend the
 * name is the labels' values, and the field where several fields are drawn or there are no labels.
 */
export function seriesName(legend: string, series: { labels: Labels; field: string }, severalFields: boolean): string {
  if (legend !== '') {
    const filled = legend.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, name: string) =>
      name === 'field' ? series.field : (series.labels[name] ?? ''),
    );
    const trimmed = filled.trim();
    if (trimmed !== '') return trimmed;
  }
  const values = Object.keys(series.labels)
    .sort()
    .map((name) => series.labels[name] ?? '')
    .filter((value) => value !== '');
  if (values.length === 0) return series.field;
  return severalFields ? `${values.join(' ')} ${series.field}` : values.join(' ');
}
