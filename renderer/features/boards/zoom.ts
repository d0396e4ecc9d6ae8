import { useState } from 'react';
import { type TimeRange, useTimeRange } from '../../app/timeRange.ts';

/** Zooms that can be taken back, oldest dropped first. */
const ZOOM_LIMIT = 20;

/** Zooming by a drag on any panel, and the way back. The shorter side of a drag is at least one second. */
export function useZoom(): { zoom: (from: number, to: number) => void; undo: (() => void) | undefined } {
  const range = useTimeRange((state) => state.range);
  const setRange = useTimeRange((state) => state.setRange);
  const [before, setBefore] = useState<readonly TimeRange[]>([]);
  const last = before.at(-1);
  return {
    zoom: (from, to) => {
      const start = Math.round(Math.min(from, to));
      const end = Math.max(start + 1000, Math.round(Math.max(from, to)));
      setBefore((held) => [...held, range].slice(-ZOOM_LIMIT));
      setRange({ kind: 'absolute', from: start, to: end });
    },
    undo:
      last &&
      (() => {
        setBefore((held) => held.slice(0, -1));
        setRange(last);
      }),
  };
}
