import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useCrosshair } from './crosshair.ts';

export interface PlotPlace {
  readonly from: number;
  readonly to: number;
  /** Room at the left and right of the plot, px. */
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly group: string;
  readonly onSelectRange: ((from: number, to: number) => void) | undefined;
}

/** Least width of a selection, px: less is a click. */
const LEAST_DRAG = 6;

function timeAt(x: number, place: PlotPlace): number {
  const share = (x - place.left) / Math.max(1, place.width - place.left - place.right);
  return Math.round(place.from + Math.min(1, Math.max(0, share)) * (place.to - place.from));
}

function xAt(time: number, place: PlotPlace): number {
  return place.left + ((time - place.from) / (place.to - place.from)) * (place.width - place.left - place.right);
}

/**
 * Crosshair and selection of a plot. Both are elements moved by hand: moving the pointer costs no chart and no render
 * of React, and the crosshair of a group moves in all its charts at once. Arrow keys move it too.
 */
export function usePlotPointer(place: PlotPlace) {
  const cross = useRef<HTMLDivElement>(null);
  const brush = useRef<HTMLDivElement>(null);
  const now = useRef(place);
  const start = useRef<number | undefined>(undefined);
  const { group } = place;
  useEffect(() => {
    now.current = place;
    const show = (at: number | undefined) => {
      const line = cross.current;
      if (!line) return;
      const inside = at !== undefined && at >= now.current.from && at <= now.current.to && now.current.width > 0;
      line.style.visibility = inside ? 'visible' : 'hidden';
      if (inside) line.style.transform = `translateX(${Math.round(xAt(at, now.current))}px)`;
    };
    show(useCrosshair.getState().at[group]);
    return useCrosshair.subscribe((state) => show(state.at[group]));
  }, [group, place]);

  const move = (at: number | undefined) => useCrosshair.getState().move(group, at);
  const xOf = (event: PointerEvent<HTMLElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const hideBrush = () => {
    start.current = undefined;
    if (brush.current) brush.current.style.display = 'none';
  };
  const handlers = {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const x = xOf(event);
      move(timeAt(x, now.current));
      if (start.current === undefined || !brush.current || Math.abs(x - start.current) < LEAST_DRAG) return;
      const edge = Math.min(now.current.width - now.current.right, Math.max(now.current.left, x));
      brush.current.style.display = 'block';
      brush.current.style.left = `${Math.min(edge, start.current)}px`;
      brush.current.style.width = `${Math.abs(edge - start.current)}px`;
    },
    onPointerLeave: () => move(undefined),
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || !now.current.onSelectRange) return;
      const x = xOf(event);
      if (x < now.current.left || x > now.current.width - now.current.right) return;
      start.current = x;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const from = start.current;
      hideBrush();
      const x = xOf(event);
      if (from === undefined || Math.abs(x - from) < LEAST_DRAG) return;
      const [one, other] = [timeAt(from, now.current), timeAt(x, now.current)];
      now.current.onSelectRange?.(Math.min(one, other), Math.max(one, other));
    },
    onPointerCancel: hideBrush,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Escape') {
        hideBrush();
        move(undefined);
      }
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      const { from, to } = now.current;
      const by = ((to - from) / (event.shiftKey ? 12 : 120)) * (event.key === 'ArrowLeft' ? -1 : 1);
      const at = useCrosshair.getState().at[group] ?? to;
      move(Math.round(Math.min(to, Math.max(from, at + by))));
    },
  };
  return { cross, brush, handlers };
}
