import type { Panel } from '#core/boards/board.ts';

type Placed = Pick<Panel, 'id' | 'grid'>;

/** Panels as they are read: rows from the top, each from the left. Also their order in the document. */
export function readingOrder<P extends Placed>(panels: readonly P[]): P[] {
  return [...panels].sort((one, other) => one.grid.y - other.grid.y || one.grid.x - other.grid.x);
}

const overlap = (start: number, length: number, otherStart: number, otherLength: number) =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);

/** The panel an arrow key leads to: the nearest in that direction that shares the row (or column); else none. */
export function neighbour<P extends Placed>(panels: readonly P[], from: P, key: string): P | undefined {
  const here = from.grid;
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const forward = key === 'ArrowRight' || key === 'ArrowDown';
  if (!across && key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const distance = ({ grid }: P) => {
    if (across) return forward ? grid.x - (here.x + here.w) : here.x - (grid.x + grid.w);
    return forward ? grid.y - (here.y + here.h) : here.y - (grid.y + grid.h);
  };
  const shared = ({ grid }: P) =>
    across ? overlap(here.y, here.h, grid.y, grid.h) : overlap(here.x, here.w, grid.x, grid.w);
  const candidates = readingOrder(panels).filter(
    (panel) => panel.id !== from.id && distance(panel) >= 0 && shared(panel) > 0,
  );
  candidates.sort((one, other) => distance(one) - distance(other) || shared(other) - shared(one));
  return candidates[0];
}
