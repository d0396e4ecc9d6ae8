import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Languages of the console. English is the reference: its keys are the type every other language is checked against. */
export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/**
 * The shape a translation must have: every key of the English texts. Plural forms are i18next suffixes; Korean has
 * only `_other`, so `_one` may be left out. Use with `satisfies Translation<typeof en>`: a missing key fails the type check.
 */
export type Translation<English> = {
  readonly [Key in keyof English as Key extends `${string}_one` ? never : Key]: string;
} & {
  readonly [Key in keyof English as Key extends `${string}_one` ? Key : never]?: string;
};

/** Key as it is asked for: plural suffixes are chosen by i18next from the value `count`. */
export type WordKey<English> = keyof English extends infer Key
  ? Key extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : Key extends string
      ? Key
      : never
  : never;

/** Texts of one room of the renderer, in all languages. */
export interface Words<English> {
  readonly namespace: string;
  readonly en: English;
}

/** A text by reference, resolved in the language of the moment: what registries, commands and tables carry. */
export interface Wording {
  readonly namespace: string;
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/**
 * Makes the texts of a room known, at module load. Namespaces are the room's name and must be unique.
 * Keys are flat; `{{name}}` stands for a value.
 */
export function defineWords<const English extends Record<string, string>>(
  namespace: string,
  en: English,
  ko: Translation<English>,
): Words<English> {
  start();
  i18next.addResourceBundle('en', namespace, en, true, true);
  i18next.addResourceBundle('ko', namespace, ko, true, true);
  return { namespace, en };
}

/** Refers to a text without resolving it yet. */
export function say<English>(
  words: Words<English>,
  key: WordKey<English>,
  values?: Readonly<Record<string, string | number>>,
): Wording {
  return values
    ? { namespace: words.namespace, key: String(key), values }
    : { namespace: words.namespace, key: String(key) };
}

/** Resolves a reference in the present language. Components use `useSay`, which also follows a change of language. */
export function resolve(wording: Wording): string {
  return i18next.t(wording.key, { ns: wording.namespace, ...wording.values });
}

/** Resolves a reference in a given language. */
export function resolveIn(language: Language, wording: Wording): string {
  return i18next.t(wording.key, { lng: language, ns: wording.namespace, ...wording.values });
}

function start(): void {
  if (i18next.isInitialized) return;
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    initAsync: false,
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}
