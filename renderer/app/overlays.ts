import { create } from 'zustand';

/** Overlays of the frame that commands and keys open. */
interface OverlayStore {
  palette: boolean;
  keyMap: boolean;
  open: (overlay: 'palette' | 'keyMap') => void;
  close: () => void;
}

export const useOverlays = create<OverlayStore>((set) => ({
  palette: false,
  keyMap: false,
  open: (overlay) => set({ palette: overlay === 'palette', keyMap: overlay === 'keyMap' }),
  close: () => set({ palette: false, keyMap: false }),
}));
