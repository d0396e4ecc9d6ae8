import { act, render, renderHook, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { defineWords, resolve, say, type Translation } from './define.ts';
import { switchLanguage, useSay, useWords } from './useWords.ts';

const en = { title: 'Boards', panels_one: '{{count}} panel', panels_other: '{{count}} panels' } as const;
const ko = { title: '보드', panels_other: '패널 {{count}}개' } satisfies Translation<typeof en>;
const words = defineWords('words-test', en, ko);

afterEach(() => switchLanguage('en'));

function Line() {
  const t = useWords(words);
  const told = useSay();
  return <p>{`${told(say(words, 'title'))}: ${t('panels', { count: 1 })}, ${t('panels', { count: 3 })}`}</p>;
}

it('switches the page live, plurals by language, and says which language it speaks', () => {
  render(<Line />);
  expect(screen.getByText('Boards: 1 panel, 3 panels')).toBeTruthy();
  act(() => switchLanguage('ko'));
  expect(screen.getByText('보드: 패널 1개, 패널 3개')).toBeTruthy();
  expect(document.documentElement.lang).toBe('ko');
});

it('puts values into a text as they are: what a source said is never read as markup', () => {
  const told = defineWords('words-test-values', { said: 'It said {{text}}' }, { said: '응답: {{text}}' });
  expect(resolve(say(told, 'said', { text: '<b>no</b> & {{x}}' }))).toContain('<b>no</b> &');
});

it('hands out the same functions until the language is switched: what depends on them is not made anew', () => {
  const { result, rerender } = renderHook(() => ({ t: useWords(words), told: useSay() }));
  const first = result.current;
  rerender();
  expect(result.current.t).toBe(first.t);
  expect(result.current.told).toBe(first.told);
  act(() => switchLanguage('ko'));
  expect(result.current.t).not.toBe(first.t);
  expect(result.current.told).not.toBe(first.told);
  expect([result.current.t('title'), result.current.told(say(words, 'title'))]).toEqual(['보드', '보드']);
});
