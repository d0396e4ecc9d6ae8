import { create } from 'zustand';

/** Where the pointer stands in time, shared by the charts of a group. `undefined` while it is over none of them. */
interface CrosshairStore {
  at: Readonly<Record<string, number | undefined>>;
  move: (group: string, at: number | undefined) => void;
}

/** The shared crosshair: epoch ms (or elapsed origin + ms), by group. */
export const useCrosshair = create<CrosshairStore>((set) => ({
  at: {},
  move: (group, at) => set((state) => (state.at[group] === at ? state : { at: { ...state.at, [group]: at } })),
}));
