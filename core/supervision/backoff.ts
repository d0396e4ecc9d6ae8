/** How long to wait between attempts, ms. */
export interface Backoff {
  /** Ceiling of the first wait. */
  readonly first: number;
  /** Ceiling of every later wait. */
  readonly longest: number;
}

/**
 * Wait before attempt number `failures` + 1, ms: the ceiling doubles with each failure up to `longest`, and the wait is
 * drawn from its upper half, so that many callers who failed together do not come back together.
 *
 * @param failures failures in a row so far, at least 1
 * @param random a number in [0, 1)
 */
export function backoffDelay(failures: number, random: number, { first, longest }: Backoff): number {
  const doublings = Math.min(Math.max(0, failures - 1), 30);
  const ceiling = Math.min(longest, first * 2 ** doublings);
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
