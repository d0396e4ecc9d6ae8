import { expect, it } from 'vitest';
import { seriesName } from './legend.ts';

const series = { labels: { host: 'a', cpu: 'cpu0' }, field: 'usage_idle' };

it('fills tags and the field into a legend, a missing tag leaving nothing', () => {
  expect(seriesName('{{host}} {{ field }} {{none}}', series, false)).toBe('a usage_idle');
});

it('makes a name of the labels, with the field where several are drawn', () => {
  expect(seriesName('', series, false)).toBe('cpu0 a');
  expect(seriesName('{{none}}', series, true)).toBe('cpu0 a usage_idle');
  expect(seriesName('', { labels: {}, field: 'load1' }, false)).toBe('load1');
});
