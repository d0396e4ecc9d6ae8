import type { Panel } from '#core/boards/board.ts';

/**
 * Panels of a board that a wall can show as one number, in the order of the board: numbers first, then the first value of
 * what runs over time. Tables and heat maps cannot be read from metres away.
 */
export function wallPanels(panels: readonly Panel[]): Panel[] {
  const inOrder = [...panels].sort((one, other) => one.grid.y - other.grid.y || one.grid.x - other.grid.x);
  const numbers = inOrder.filter((panel) => panel.kind === 'stat' || panel.kind === 'gauge');
  return [...numbers, ...inOrder.filter((panel) => panel.kind === 'timeseries')];
}
