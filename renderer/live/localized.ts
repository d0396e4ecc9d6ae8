import { useCallback } from 'react';
import type { Localized } from '#core/boards/board.ts';
import { type Language, useLanguage } from '../ui/index.ts';

/** Text of a board in a language; an operator's own text is the same in all. */
export function localized(text: Localized, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}

/** `localized` in the language of the moment. */
export function useLocalized(): (text: Localized) => string {
  const language = useLanguage();
  return useCallback((text) => localized(text, language), [language]);
}
