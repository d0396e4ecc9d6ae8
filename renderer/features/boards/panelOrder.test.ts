import { expect, it } from 'vitest';
import { neighbour, readingOrder } from './panelOrder.ts';

const at = (id: string, x: number, y: number, w: number, h: number) => ({ id, grid: { x, y, w, h } });
const wide = at('wide', 0, 2, 16, 8);
const stat1 = at('stat1', 0, 0, 8, 2);
const stat2 = at('stat2', 8, 0, 8, 2);
const tall = at('tall', 16, 0, 8, 10);
const panels = [wide, tall, stat2, stat1];

it('reads rows from the top, each from the left', () => {
  expect(readingOrder(panels).map((panel) => panel.id)).toEqual(['stat1', 'stat2', 'tall', 'wide']);
});

it('moves to the nearest panel that shares the row or column', () => {
  expect(neighbour(panels, stat1, 'ArrowRight')?.id).toBe('stat2');
  expect(neighbour(panels, stat2, 'ArrowDown')?.id).toBe('wide');
  expect(neighbour(panels, wide, 'ArrowRight')?.id).toBe('tall');
  expect(neighbour(panels, wide, 'ArrowUp')?.id).toBe('stat1');
});

it('stays where nothing lies in that direction, and for other keys', () => {
  expect(neighbour(panels, stat1, 'ArrowUp')).toBeUndefined();
  expect(neighbour(panels, tall, 'ArrowDown')).toBeUndefined();
  expect(neighbour(panels, stat1, 'a')).toBeUndefined();
});
