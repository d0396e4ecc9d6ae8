import type { Labels } from '../metrics/frame.ts';
import type { Localized } from './board.ts';

interface Named {
  labels: Labels;
  field: string;
}

/** How a target names its series. */
export interface Naming {
  legend: Localized;
  /** What `{{field}}` says instead of a field's own name. */
  fieldNames: Readonly<Record<string, Localized>>;
  severalFields: boolean;
}

/**
 * Name of a series. `{{tag}}` and `{{field}}` are replaced; a tag the series lacks leaves nothing. Without a legend the
 * name is the labels' values, and the field where several fields are drawn or there are no labels. One string when all
 * languages say the same.
 */
export function seriesName(naming: Naming, series: Named): Localized {
  const en = nameIn('en', naming, series);
  const ko = nameIn('ko', naming, series);
  return en === ko ? en : { en, ko };
}

const textIn = (language: 'en' | 'ko', text: Localized) => (typeof text === 'string' ? text : text[language]);

function nameIn(language: 'en' | 'ko', naming: Naming, { labels, field }: Named): string {
  const own = Object.hasOwn(naming.fieldNames, field) ? naming.fieldNames[field] : undefined;
  const fieldName = own === undefined ? field : textIn(language, own);
  const filled = textIn(language, naming.legend)
    .replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, name: string) => (name === 'field' ? fieldName : (labels[name] ?? '')))
    .trim();
  if (filled !== '') return filled;
  const values = Object.keys(labels)
    .sort()
    .map((name) => labels[name] ?? '')
    .filter((value) => value !== '');
  if (values.length === 0) return fieldName;
  return naming.severalFields ? `${values.join(' ')} ${fieldName}` : values.join(' ');
}
