import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { fromSearch, toSearch, useTimeRange } from './timeRange.ts';

/**
 * Keeps the shared time range and the address one: an opened link sets the range, a chosen range is written into the
 * address in place (it is no step in the history).
 */
export function useRangeInAddress(): void {
  const navigate = useNavigate();
  const search: { from?: unknown; to?: unknown } = useSearch({ strict: false });
  const range = useTimeRange((state) => state.range);
  const setRange = useTimeRange((state) => state.setRange);
  const written = useRef('');
  const inAddress = `${String(search.from)} ${String(search.to)}`;
  useEffect(() => {
    const wanted = toSearch(range);
    const text = `${wanted.from} ${wanted.to}`;
    const opened = fromSearch(search);
    if (opened && inAddress !== written.current && inAddress !== text) {
      // The address changed by itself: a link was opened or the operator went back.
      written.current = inAddress;
      setRange(opened);
      return;
    }
    if (inAddress === text) {
      written.current = text;
      return;
    }
    written.current = text;
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...wanted }), replace: true });
  }, [range, inAddress, search, setRange, navigate]);
}
