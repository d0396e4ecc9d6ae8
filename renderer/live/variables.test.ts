import { describe, expect, it } from 'vitest';
import { boardSchema } from '#core/boards/board.ts';
import { changeSearch, readBoardSearch } from './boardSearch.ts';
import { chooseVariables, sourceOf, valuesOf } from './variables.ts';

const board = boardSchema.parse({
  schemaVersion: 1,
  id: 'host',
  title: 'Host',
  panels: [],
  variables: [
    { kind: 'source', name: 'source', label: 'source' },
    { kind: 'tag', name: 'host', label: 'host', measurement: 'cpu', tag: 'host', preferred: 'web-2' },
    { kind: 'tag', name: 'disk', label: 'disk', measurement: 'disk', tag: 'path', includeAll: true },
  ],
});

const offers: Record<string, string[]> = { source: ['embedded', 'prom'], host: ['web-1', 'web-2'], disk: ['/'] };
const ask = (variable: string) =>
  Promise.resolve({ values: (offers[variable] ?? []).map((value) => ({ value, text: value })), error: null });

describe('chooseVariables', () => {
  it('takes the first, the preferred, or all, and asks each with what was chosen before it', async () => {
    const asked: Record<string, string>[] = [];
    const choices = await chooseVariables(board, {}, (variable, chosen) => {
      asked.push({ ...chosen });
      return ask(variable);
    });
    expect(valuesOf(choices)).toEqual({ source: 'embedded', host: 'web-2', disk: '*' });
    expect(asked).toEqual([{}, { source: 'embedded' }, { source: 'embedded', host: 'web-2' }]);
  });

  it('keeps a choice that does not exist now instead of showing something else under its name', async () => {
    const choices = await chooseVariables(board, { host: 'gone', disk: '/' }, ask);
    expect(valuesOf(choices)).toEqual({ source: 'embedded', host: 'gone', disk: '/' });
  });

  it('leaves a variable open that has no value, and says why', async () => {
    const choices = await chooseVariables(board, {}, () => Promise.resolve({ values: [], error: 'refused' }));
    expect(valuesOf(choices)).toEqual({ disk: '*' });
    expect(choices[0]?.error).toBe('refused');
  });
});

it('finds the source of a panel by its variable or by its id', () => {
  expect(sourceOf('$source', { source: 'prom' })).toBe('prom');
  expect(sourceOf('$source', {})).toBeUndefined();
  expect(sourceOf('embedded', {})).toBe('embedded');
});

it('reads from the address what it wrote into it, and leaves the rest of it alone', () => {
  const search = changeSearch(
    { from: 'now-1h', to: 'now' },
    { variables: { host: 'web-1', disk: '*' }, lastWeek: true, view: 'cpu' },
  );
  expect(readBoardSearch(search)).toEqual({ chosen: { host: 'web-1', disk: '*' }, lastWeek: true, view: 'cpu' });
  const back = changeSearch(search, {
    variables: { host: undefined, disk: undefined },
    lastWeek: false,
    view: undefined,
  });
  expect(back).toEqual({ from: 'now-1h', to: 'now' });
});

it('takes numbers of an address as text and ignores what is neither', () => {
  expect(readBoardSearch({ 'v.host': 12, 'v.bad': { a: 1 }, view: 3 })).toEqual({
    chosen: { host: '12' },
    lastWeek: false,
    view: undefined,
  });
});
