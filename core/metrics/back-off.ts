export const firstDelay = 1000;
export const longestDelay = 60_000;
/** Share of the delay that chance decides, so that many consoles do not return to a store in step. */
const jitter = 0.4;

/**
 * ms until the next try after `failures` failures in a row: doubles from {@link firstDelay} to {@link longestDelay},
 * less up to 40 % by chance. `chance` is in [0, 1).
 */
export function backOff(failures: number, chance: number): number {
  const full = Math.min(longestDelay, firstDelay * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return Math.round(full * (1 - jitter * chance));
}
