/** A span of time, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Usual distance of points, ms: the median, so that a gap does not stretch it. 0 for fewer than two points. */
export function usualInterval(times: ArrayLike<number>): number {
  const count = Math.min(times.length - 1, 256);
  if (count < 1) return 0;
  const from = times.length - 1 - count;
  const distances = Array.from({ length: count }, (_, at) => (times[from + at + 1] ?? 0) - (times[from + at] ?? 0));
  distances.sort((one, other) => one - other);
  return distances[count >> 1] ?? 0;
}

/** Spans without a value that are longer than three intervals: neither missing rows nor NaN are a line. */
export function gapsOf(times: ArrayLike<number>, values: ArrayLike<number | null>): Span[] {
  const longest = usualInterval(times) * 3;
  if (longest <= 0) return [];
  const gaps: Span[] = [];
  let last: number | undefined;
  for (let at = 0; at < times.length; at += 1) {
    const value = values[at];
    const time = times[at];
    if (time === undefined || value === null || value === undefined || !Number.isFinite(value)) continue;
    if (last !== undefined && time - last > longest) gaps.push({ from: last, to: time });
    last = time;
  }
  return gaps;
}

/** Spans that lie in all lists: where no series had a value. */
export function commonGaps(lists: readonly (readonly Span[])[]): readonly Span[] {
  const [first, ...others] = lists;
  if (!first) return [];
  return others.reduce<readonly Span[]>(
    (common, list) =>
      common.flatMap((span) =>
        list.flatMap((other) => {
          const from = Math.max(span.from, other.from);
          const to = Math.min(span.to, other.to);
          return from < to ? [{ from, to }] : [];
        }),
      ),
    first,
  );
}
