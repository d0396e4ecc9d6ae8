/** Median distance of neighbouring times, ms; null when fewer than three times are known. */
export function medianDistance(times: readonly number[]): number | null {
  const distances: number[] = [];
  for (let index = 1; index < times.length; index++) distances.push((times[index] ?? 0) - (times[index - 1] ?? 0));
  if (distances.length < 2) return null;
  distances.sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? null;
}

/** Pauses between neighbouring times that are longer than `limit` ms. */
export function gapsBetween(times: readonly number[], limit: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (let index = 1; index < times.length; index++) {
    const from = times[index - 1] ?? 0;
    const to = times[index] ?? 0;
    if (to - from > limit) gaps.push({ from, to });
  }
  return gaps;
}
