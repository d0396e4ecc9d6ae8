import { type CSSProperties, useEffect, useState } from 'react';
import { useLanguage } from '../../ui/index.ts';
import { arc16, fitWall } from './arc.ts';
import type { WallSearch } from './wallSearch.ts';

/** Type and number of tiles of this wall window, following its size. */
export function useWallType({ place, pixels }: WallSearch): { style: CSSProperties; tiles: 8 | 4 } {
  const language = useLanguage();
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const measure = () => setSize({ width: window.innerWidth, height: window.innerHeight });
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const { screen, devicePixelRatio } = window;
  const width = pixels === undefined ? screen.width : pixels / devicePixelRatio;
  const wanted = arc16(place, width, (width * screen.height) / screen.width, language);
  const fit = fitWall(wanted, size.width, size.height);
  // The tokens --wall-2 to --wall-4 are computed where --arc16 stands first, so they are written here anew.
  const scale = (factor: number) => `calc(var(--arc16) * ${factor})`;
  const tokens: Record<`--${string}`, string> = {
    '--arc16': `${fit.size.toFixed(1)}px`,
    '--wall-1': 'var(--arc16)',
    '--wall-2': scale(1.25),
    '--wall-3': scale(1.75),
    '--wall-4': scale(2.1),
  };
  return { style: tokens, tiles: fit.tiles };
}
