import { changeSearch } from '../../live/index.ts';

/**
 * The query part of a link to the same board in another window: range, variables as they are now (also those nobody chose),
 * last week. Empty, or from `?` on.
 */
export function queryOf(
  search: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, string>> | undefined,
): string {
  const kept = changeSearch(search, { variables: values ?? {}, view: undefined });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(kept)) {
    if (typeof value === 'string' || typeof value === 'number') query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Route of a panel's own window. */
export function panelRoute(boardId: string, panelId: string, query: string): string {
  return `/panel/${encodeURIComponent(boardId)}/${encodeURIComponent(panelId)}${query}`;
}
