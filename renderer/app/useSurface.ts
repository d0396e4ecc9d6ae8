import { useLayoutEffect } from 'react';

/** Switches the token set: `desk` for an operator's own screen, `wall` for one read from metres away. */
export function useSurface(surface: 'desk' | 'wall'): void {
  useLayoutEffect(() => {
    document.documentElement.dataset['surface'] = surface;
  }, [surface]);
}
