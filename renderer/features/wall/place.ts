import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { usualPlace, type WallPlace } from './arc.ts';
import { placeLimits } from './wallSearch.ts';

const { inches, metres } = placeLimits;
const stored = z.object({
  place: z.object({
    inches: z.number().min(inches.least).max(inches.most),
    metres: z.number().min(metres.least).max(metres.most),
  }),
});

interface PlaceStore {
  place: WallPlace;
  set: (place: WallPlace) => void;
}

/** Where the last wall was opened for: what the next one starts with. A wall window itself keeps its own in its address. */
export const usePlace = create<PlaceStore>()(
  persist((set) => ({ place: usualPlace, set: (place) => set({ place }) }), {
    name: 'watchfloor.wallPlace',
    partialize: ({ place }) => ({ place }),
    merge: (saved, current) => {
      const parsed = stored.safeParse(saved);
      return parsed.success ? { ...current, ...parsed.data } : current;
    },
  }),
);
