import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const stored = z.object({ done: z.boolean() });

interface TourStore {
  /** Seen or skipped: it does not come by itself again. Kept for this profile. */
  done: boolean;
  step: number;
  /** Asked for by the operator: the panel may take the focus. */
  asked: boolean;
  go: (step: number) => void;
  finish: () => void;
  restart: () => void;
}

/** Where the operator is in the first-run tour. */
export const useTour = create<TourStore>()(
  persist(
    (set) => ({
      done: false,
      step: 0,
      asked: false,
      go: (step) => set({ step }),
      finish: () => set({ done: true, asked: false }),
      restart: () => set({ done: false, step: 0, asked: true }),
    }),
    {
      name: 'watchfloor.tour',
      partialize: ({ done }) => ({ done }),
      merge: (saved, current) => {
        const parsed = stored.safeParse(saved);
        return parsed.success ? { ...current, ...parsed.data } : current;
      },
    },
  ),
);
