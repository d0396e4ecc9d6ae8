import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colorSlots, hashOf, SERIES_COLORS } from './color.ts';

it('gives an entity the same colour whatever stands beside it, unless the slot is taken', () => {
  const alone = colorSlots(['pay-api-03']).get('pay-api-03');
  expect(alone).toBe((hashOf('pay-api-03') % SERIES_COLORS) + 1);
});

it('gives up to eight entities eight different colours, independent of their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 12 }), (keys) => {
      const slots = colorSlots(keys);
      expect(new Set(slots.values()).size).toBe(Math.min(SERIES_COLORS, keys.length));
      expect(colorSlots([...keys].reverse())).toEqual(slots);
    }),
  );
});
