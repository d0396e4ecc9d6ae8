import { useOverlays } from '../../app/overlays.ts';
import type { Feature } from '../../app/registry.ts';
import { useFrameCommands } from '../../app/useFrameCommands.ts';
import { Palette } from './Palette.tsx';

function PaletteOverlay() {
  const open = useOverlays((state) => state.palette);
  return open ? <Palette /> : null;
}

/** The command palette. */
export const feature: Feature = {
  id: 'palette',
  slots: { overlay: PaletteOverlay },
  useCommands: useFrameCommands,
};
