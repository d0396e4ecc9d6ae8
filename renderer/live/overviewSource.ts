import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface OverviewSource {
  /** Id of the source whose numbers the overview shows; `undefined` leaves the choice to the board. */
  source: string | undefined;
  choose: (source: string) => void;
}

const stored = z.object({ source: z.string().optional() });

/** The source an operator chose for the key figures. Kept in the browser's storage of this window's profile. */
export const useOverviewSource = create<OverviewSource>()(
  persist(
    (set) => ({
      source: undefined,
      choose: (source) => set({ source }),
    }),
    {
      name: 'watchfloor.overviewSource',
      partialize: ({ source }) => ({ source }),
      merge: (saved, current) => {
        const parsed = stored.safeParse(saved);
        return parsed.success ? { ...current, source: parsed.data.source } : current;
      },
    },
  ),
);
