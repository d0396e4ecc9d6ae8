import type { Language, SelectTarget, TagFilter, Target } from '../metrics/query.ts';

/** Value of a variable that stands for every value. */
export const allValues = '*';

export type VariableValues = Readonly<Record<string, string>>;

const mention = /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g;
const reserved = /^(?:__.*|timeFilter)$/;

/** Replaces `$name` and `${name}` of known variables by `render(value)`; other mentions stay. */
function replaceMentions(text: string, values: VariableValues, render: (value: string) => string): string {
  return text.replaceAll(mention, (whole, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare ?? '';
    const value = reserved.test(name) || !Object.hasOwn(values, name) ? undefined : values[name];
    return value === undefined ? whole : render(value);
  });
}

/** Whether a text mentions a variable whose value is "all". */
function mentionsAll(text: string, values: VariableValues): boolean {
  let found = false;
  replaceMentions(text, values, (value) => {
    if (value === allValues) found = true;
    return value;
  });
  return found;
}

const escapeRegex = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A filter with its variables filled in; nothing when one of them is "all". Inside patterns a value stands for itself. */
function filledFilter(filter: TagFilter, values: VariableValues): TagFilter[] {
  const texts = typeof filter.value === 'string' ? [filter.value] : filter.value;
  if (texts.some((text) => mentionsAll(text, values))) return [];
  const pattern = filter.op === 'regex' || filter.op === 'not-regex';
  const fill = (text: string) => replaceMentions(text, values, pattern ? escapeRegex : (value) => value);
  return [{ ...filter, value: typeof filter.value === 'string' ? fill(filter.value) : filter.value.map(fill) }];
}

/** How a value is written so that it cannot leave the string or pattern it stands in. */
function escapedFor(language: Language): (value: string) => string {
  return (value) => {
    if (value === allValues) return '.*';
    const flat = value.replaceAll(/[\r\n]/g, ' ');
    switch (language) {
      case 'influxql':
        return flat.replaceAll(/[\\'"]/g, '\\$&');
      case 'sql':
        return flat.replaceAll("'", "''").replaceAll('"', '""');
      case 'promql':
        return flat.replaceAll(/[\\"]/g, '\\$&');
      case 'flux':
        return flat.replaceAll(/[\\"]/g, '\\$&').replaceAll('${', '\\${');
    }
  };
}

/** A target with `$name` filled in from the board's variables. */
export function filledTarget(target: Target, values: VariableValues): Target {
  if (target.kind === 'raw')
    return { ...target, text: replaceMentions(target.text, values, escapedFor(target.language)) };
  const plain = (text: string) => replaceMentions(text, values, (value) => value);
  const filled: SelectTarget = {
    ...target,
    measurement: plain(target.measurement),
    filters: target.filters.flatMap((filter) => filledFilter(filter, values)),
  };
  return filled;
}

/** A text such as a panel's source (`$source`) filled in. */
export function filledText(text: string, values: VariableValues): string {
  return replaceMentions(text, values, (value) => value);
}
