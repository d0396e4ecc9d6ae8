/** Number of series colours, `--s1` to `--s8`. A ninth series goes to the others. */
export const SERIES_COLORS = 8;

/** FNV-1a, 32 bit: small, stable across builds and machines. Source: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * Colour slot (1..8) of each entity of a chart. An entity has its hash's slot everywhere; only where two of one chart
 * fall on the same slot the one later in the alphabet takes the next free one. Entities past the eighth get none.
 */
export function colorSlots(keys: readonly string[]): Map<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  for (const key of [...new Set(keys)].sort()) {
    if (taken.size === SERIES_COLORS) break;
    let slot = hashOf(key) % SERIES_COLORS;
    while (taken.has(slot)) slot = (slot + 1) % SERIES_COLORS;
    taken.add(slot);
    slots.set(key, slot + 1);
  }
  return slots;
}
