import { expect, it } from 'vitest';
import { rateOf, wholeRate } from './rates.ts';

const times = (count: number) => Float64Array.from({ length: count }, (_, at) => at * 1000);

it('says no rate of a run that was measured for less than a second', () => {
  expect(rateOf({ samples: 16, throughput: 24 })).toBeNull();
  expect(rateOf({ samples: 0, throughput: 0 })).toBeNull();
  expect(rateOf({ samples: 24, throughput: 24 })).toBe(24);
});

it('never says a mean above the peak: a run that fills two halves of intervals is averaged over both', () => {
  const figures = { samples: 24, throughput: 20 };
  expect(wholeRate(figures, 12, { times: times(2), interval: 1000 })).toBe(12);
  expect(wholeRate(figures, 16, { times: times(2), interval: 1000 })).toBe(12);
});

it('leaves the rate of an ordinary run as its statistics have it', () => {
  expect(wholeRate({ samples: 1000, throughput: 10 }, 14, { times: times(100), interval: 1000 })).toBe(10);
});
