import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** A time range: the last so many ms (it moves), or two fixed moments, epoch ms. */
export type TimeRange =
  | { readonly kind: 'relative'; readonly span: number }
  | { readonly kind: 'absolute'; readonly from: number; readonly to: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Ranges of the picker, ms. */
export const relativeSpans: readonly number[] = [
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  48 * HOUR,
  7 * 24 * HOUR,
];

/** Refresh intervals of the picker, ms. */
export const refreshIntervals: readonly number[] = [1000, 5000, 10_000, 30_000, MINUTE, 5 * MINUTE];

const rangeSchema = z.union([
  z.object({ kind: z.literal('relative'), span: z.number().positive() }),
  z.object({ kind: z.literal('absolute'), from: z.number(), to: z.number() }).refine((range) => range.from < range.to),
]);
const stored = z.object({ range: rangeSchema, refresh: z.number().min(1000) });

interface TimeRangeStore {
  range: TimeRange;
  /** How often a following page asks anew, ms. */
  refresh: number;
  /** Follows the present. Off, or with fixed moments, nothing moves. */
  live: boolean;
  setRange: (range: TimeRange) => void;
  setRefresh: (ms: number) => void;
  setLive: (live: boolean) => void;
}

/** The time range all pages of a window share. Also in the address (`?from=&to=`), so that it can be handed on. */
export const useTimeRange = create<TimeRangeStore>()(
  persist(
    (set) => ({
      range: { kind: 'relative', span: HOUR },
      refresh: 5000,
      live: true,
      setRange: (range) => set({ range, live: range.kind === 'relative' }),
      setRefresh: (refresh) => set({ refresh }),
      setLive: (live) => set({ live }),
    }),
    {
      name: 'watchfloor.timeRange',
      partialize: ({ range, refresh }) => ({ range, refresh }),
      merge: (saved, current) => {
        const parsed = stored.safeParse(saved);
        return parsed.success ? { ...current, ...parsed.data, live: parsed.data.range.kind === 'relative' } : current;
      },
    },
  ),
);

/** The window a range means at a moment: `[from, to]`, epoch ms. */
export function windowAt(range: TimeRange, now: number): { from: number; to: number } {
  return range.kind === 'relative' ? { from: now - range.span, to: now } : { from: range.from, to: range.to };
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: MINUTE, h: HOUR, d: 24 * HOUR };

/** A range as the address carries it: `now-1h`…`now`, or two ISO moments. */
export function toSearch(range: TimeRange): { from: string; to: string } {
  if (range.kind === 'absolute')
    return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  const name = ['d', 'h', 'm', 's'].find((unit) => range.span % (unitMs[unit] ?? 1) === 0) ?? 's';
  return { from: `now-${Math.round(range.span / (unitMs[name] ?? 1000))}${name}`, to: 'now' };
}

/** Reads a range from an address; `undefined` when it says none or what cannot be read. */
export function fromSearch(search: { from?: unknown; to?: unknown }): TimeRange | undefined {
  const { from, to } = search;
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  const relative = /^now-(\d{1,6})([smhd])$/.exec(from);
  if (relative && to === 'now') {
    const span = Number(relative[1]) * (unitMs[relative[2] ?? ''] ?? 0);
    return span > 0 ? { kind: 'relative', span } : undefined;
  }
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return Number.isFinite(start) && Number.isFinite(end) && start < end
    ? { kind: 'absolute', from: start, to: end }
    : undefined;
}
