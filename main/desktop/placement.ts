import type { Rectangle, WindowRecord } from './window-record.ts';

/** A display as Electron describes it. */
export interface DisplayPlace {
  bounds: Rectangle;
  /** Without task bars and docks. */
  workArea: Rectangle;
}

/** So much of a window must be visible to be found and moved again, px in each direction. */
const visibleEdge = 100;
const usual = { width: 1366, height: 820 };

/**
 * Where a window goes on the displays there are now: where it was if enough of that is visible, else in the middle of the
 * display it was on (found by its bounds), else of the first one. `displays[0]` is the primary; `wanted` an index into it.
 */
export function place(
  record: Pick<WindowRecord, 'bounds' | 'display'>,
  displays: readonly DisplayPlace[],
  wanted?: number,
): Rectangle {
  const { bounds } = record;
  const asked = wanted === undefined ? undefined : displays[wanted];
  if (bounds && !asked && displays.some((display) => shows(display.workArea, bounds))) return bounds;
  const home = asked ?? displays.find((display) => same(display.bounds, record.display)) ?? displays[0];
  if (!home) return { x: 0, y: 0, ...usual };
  return centred(home.workArea, bounds ?? usual);
}

/** The display that shows the most of a window. */
export function displayOf(bounds: Rectangle, displays: readonly DisplayPlace[]): DisplayPlace | undefined {
  const area = (display: DisplayPlace) => {
    const { width, height } = overlap(display.bounds, bounds);
    return width * height;
  };
  return [...displays].sort((one, other) => area(other) - area(one))[0];
}

function shows(area: Rectangle, bounds: Rectangle): boolean {
  const { width, height } = overlap(area, bounds);
  // A title bar above the work area cannot be taken hold of.
  const reachable = bounds.y >= area.y - 10;
  return reachable && width >= Math.min(visibleEdge, bounds.width) && height >= Math.min(visibleEdge, bounds.height);
}

function overlap(one: Rectangle, other: Rectangle): { width: number; height: number } {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return { width: Math.max(0, width), height: Math.max(0, height) };
}

function centred(area: Rectangle, size: { width: number; height: number }): Rectangle {
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  };
}

function same(one: Rectangle, other: Rectangle | null): boolean {
  return (
    other !== null && one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height
  );
}
