/** What the address says about a board besides its time range: `?v.host=pay-api-03&week=1&view=cpu`. */
export interface BoardSearch {
  /** Variables the operator chose, by name. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly lastWeek: boolean;
  /** Panel in full view. */
  readonly view: string | undefined;
}

const PREFIX = 'v.';

/** Reads it; anything that is not text or number is left out. */
export function readBoardSearch(search: Readonly<Record<string, unknown>>): BoardSearch {
  const chosen: Record<string, string> = {};
  for (const [key, value] of Object.entries(search)) {
    if (!key.startsWith(PREFIX) || !['string', 'number', 'boolean'].includes(typeof value)) continue;
    chosen[key.slice(PREFIX.length)] = String(value);
  }
  const { view, week } = search;
  return {
    chosen,
    lastWeek: week === 1 || week === '1' || week === true,
    view: typeof view === 'string' ? view : undefined,
  };
}

/** Puts a change into the search of an address; `undefined` takes a parameter away. */
export function changeSearch(
  search: Readonly<Record<string, unknown>>,
  change: { variables?: Readonly<Record<string, string | undefined>>; lastWeek?: boolean; view?: string | undefined },
): Record<string, unknown> {
  const next: Record<string, unknown> = { ...search };
  for (const [name, value] of Object.entries(change.variables ?? {})) next[PREFIX + name] = value;
  if ('lastWeek' in change) next['week'] = change.lastWeek ? 1 : undefined;
  if ('view' in change) next['view'] = change.view;
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
}
