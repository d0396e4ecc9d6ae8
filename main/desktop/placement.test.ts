import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DisplayPlace, displayOf, place } from './placement.ts';

const display = (x: number, y: number, width: number, height: number): DisplayPlace => ({
  bounds: { x, y, width, height },
  workArea: { x, y: y + 30, width, height: height - 30 },
});
const desk = display(0, 0, 1920, 1080);
const wall = display(-2560, -200, 2560, 1440);
const record = { bounds: { x: -2400, y: 0, width: 1200, height: 900 }, display: wall.bounds };

describe('place', () => {
  it('puts a window back where it was, negative corners included', () => {
    expect(place(record, [desk, wall])).toEqual(record.bounds);
  });

  it('brings a window home when its display is gone, in a size that fits', () => {
    const lost = place(record, [desk]);
    expect(lost).toEqual({ x: 360, y: 105, width: 1200, height: 900 });
    const small = display(0, 0, 800, 600);
    expect(place(record, [small])).toEqual({ x: 0, y: 30, width: 800, height: 570 });
  });

  it('finds the display again by its bounds when the window itself cannot be seen', () => {
    const hidden = { ...record, bounds: { x: 9_000, y: 9_000, width: 800, height: 600 } };
    expect(place(hidden, [desk, wall]).x).toBeLessThan(0);
  });

  it('does not leave a title bar above the screen', () => {
    const above = { bounds: { x: 100, y: -500, width: 800, height: 900 }, display: null };
    expect(place(above, [desk]).y).toBeGreaterThanOrEqual(desk.workArea.y);
  });

  it('goes to the display that was asked for', () => {
    expect(place({ bounds: null, display: null }, [desk, wall], 1).x).toBeLessThan(0);
    expect(place({ bounds: null, display: null }, [desk, wall], 7)).toEqual(
      place({ bounds: null, display: null }, [desk]),
    );
  });

  it('always leaves something to take hold of', () => {
    const side = fc.integer({ min: -6_000, max: 6_000 });
    const size = fc.integer({ min: 400, max: 5_000 });
    const places = fc.record({ x: side, y: side, width: size, height: size });
    fc.assert(
      fc.property(places, fc.array(places, { minLength: 1, maxLength: 4 }), (bounds, screens) => {
        const displays = screens.map((screen) => display(screen.x, screen.y, screen.width, screen.height));
        const placed = place({ bounds, display: null }, displays);
        const visible = displays.some(({ workArea: area }) => {
          const width = Math.min(area.x + area.width, placed.x + placed.width) - Math.max(area.x, placed.x);
          const height = Math.min(area.y + area.height, placed.y + placed.height) - Math.max(area.y, placed.y);
          return width >= 100 && height >= 100;
        });
        expect(visible).toBe(true);
      }),
    );
  });
});

describe('displayOf', () => {
  it('is the one that shows the most of the window', () => {
    expect(displayOf({ x: -100, y: 0, width: 1_000, height: 500 }, [wall, desk])).toBe(desk);
    expect(displayOf({ x: -900, y: 0, width: 1_000, height: 500 }, [desk, wall])).toBe(wall);
  });
});
