import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type Language, languages } from './words/define.ts';

export const schemes = ['dark', 'light', 'auto'] as const;
export type Scheme = (typeof schemes)[number];

/** What an operator arranges for this workstation. Kept in the browser's storage of this window's profile. */
export interface Preferences {
  language: Language;
  scheme: Scheme;
  /** Single letters act as commands (WCAG 2.1.4: they can be turned off). */
  singleLetters: boolean;
  railOpen: boolean;
  set: (change: Partial<Omit<Preferences, 'set'>>) => void;
}

const stored = z.object({
  language: z.enum(languages).optional(),
  scheme: z.enum(schemes).optional(),
  singleLetters: z.boolean().optional(),
  railOpen: z.boolean().optional(),
});

function firstLanguage(): Language {
  return globalThis.navigator?.language?.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

/** The operator's preferences. What storage holds is parsed: a broken entry falls back to the default. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      language: firstLanguage(),
      scheme: 'dark',
      singleLetters: true,
      railOpen: false,
      set: (change) => set(change),
    }),
    {
      name: 'watchfloor.preferences',
      partialize: ({ language, scheme, singleLetters, railOpen }) => ({ language, scheme, singleLetters, railOpen }),
      merge: (saved, current) => {
        const parsed = stored.safeParse(saved);
        if (!parsed.success) return current;
        const known = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
        return { ...current, ...Object.fromEntries(known) };
      },
    },
  ),
);
