/** Made-up series for the gallery: a seeded generator, so that two pictures of it can be compared. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `count` values wandering around `base`. */
export function wander(seed: number, count: number, base: number, noise = 0.05): number[] {
  const next = random(seed);
  let off = 0;
  return Array.from({ length: count }, () => {
    off = off * 0.8 + (next() + next() + next() - 1.5) * noise * base;
    return Math.max(0, base + off);
  });
}

export const END = Date.UTC(2026, 10, 25, 18, 12, 40);
export const START = END - 3_600_000;
export const STEP = 20_000;
export const times = Array.from({ length: 181 }, (_, at) => START + at * STEP);
