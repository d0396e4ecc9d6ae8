import { expect, it } from 'vitest';
import type { Localized } from './board.ts';
import { seriesName } from './legend.ts';

const series = { labels: { host: 'a', cpu: 'cpu0' }, field: 'usage_idle' };
const naming = (legend: Localized, severalFields = false, fieldNames: Record<string, Localized> = {}) => ({
  legend,
  fieldNames,
  severalFields,
});

it('fills tags and the field into a legend, a missing tag leaving nothing', () => {
  expect(seriesName(naming('{{host}} {{ field }} {{none}}'), series)).toBe('a usage_idle');
});

it('makes a name of the labels, with the field where several are drawn', () => {
  expect(seriesName(naming(''), series)).toBe('cpu0 a');
  expect(seriesName(naming('{{none}}', true), series)).toBe('cpu0 a usage_idle');
  expect(seriesName(naming(''), { labels: {}, field: 'load1' })).toBe('load1');
});

it('says fields and legends in both languages, and one text where they agree', () => {
  const fields = { usage_idle: { en: 'idle', ko: '유휴' }, p95: 'p95' };
  expect(seriesName(naming('{{field}}', true, fields), series)).toEqual({ en: 'idle', ko: '유휴' });
  expect(seriesName(naming('{{field}}', true, fields), { labels: {}, field: 'p95' })).toBe('p95');
  expect(seriesName(naming({ en: '{{host}} read', ko: '{{host}} 읽기' }), series)).toEqual({
    en: 'a read',
    ko: 'a 읽기',
  });
  expect(seriesName(naming('{{field}}', false, fields), { labels: {}, field: 'constructor' })).toBe('constructor');
});
