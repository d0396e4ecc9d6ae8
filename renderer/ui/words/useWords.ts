import i18next from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, languages, resolveIn, type Wording, type WordKey, type Words } from './define.ts';

/** Resolves keys of one room's texts. `count` chooses the plural form. */
export type Speak<English> = (key: WordKey<English>, values?: Readonly<Record<string, string | number>>) => string;

/** The language of the moment; the component renders again when it is switched. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languages.find((language) => language === i18n.language) ?? 'en';
}

/** The texts of a room in the language of the moment: the same function until the language is switched. */
export function useWords<English>(words: Words<English>): Speak<English> {
  const language = useLanguage();
  const { namespace } = words;
  return useCallback(
    (key, values) => i18next.t(String(key), { lng: language, ns: namespace, ...values }),
    [language, namespace],
  );
}

/** Resolves references (`Wording`) or passes plain text through: the same function until the language is switched. */
export function useSay(): (wording: Wording | string) => string {
  const language = useLanguage();
  return useCallback((wording) => (typeof wording === 'string' ? wording : resolveIn(language, wording)), [language]);
}

/** Switches the whole page: texts, `lang` (which picks line breaking and type rules) and formats. */
export function switchLanguage(language: Language): void {
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
