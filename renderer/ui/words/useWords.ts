import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Language, languages, resolve, type Wording, type WordKey, type Words } from './define.ts';

/** Resolves keys of one room's texts. `count` chooses the plural form. */
export type Speak<English> = (key: WordKey<English>, values?: Readonly<Record<string, string | number>>) => string;

/** The language of the moment; the component renders again when it is switched. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languages.find((language) => language === i18n.language) ?? 'en';
}

/** The texts of a room in the language of the moment. */
export function useWords<English>(words: Words<English>): Speak<English> {
  useLanguage();
  return (key, values) => i18next.t(String(key), { ns: words.namespace, ...values });
}

/** Resolves references (`Wording`) or passes plain text through, following the language. */
export function useSay(): (wording: Wording | string) => string {
  useLanguage();
  return (wording) => (typeof wording === 'string' ? wording : resolve(wording));
}

/** Switches the whole page: texts, `lang` (which picks line breaking and type rules) and formats. */
export function switchLanguage(language: Language): void {
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
