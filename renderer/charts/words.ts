import { defineWords, type Translation } from '../ui/words/define.ts';

const en = {
  series: 'Series',
  last: 'last',
  min: 'min',
  mean: 'mean',
  max: 'max',
  atCursor: 'at cursor',
  others_one: 'other ({{count}})',
  others_other: 'others ({{count}})',
  summary: '{{name}}: last {{last}}, from {{min}} to {{max}}',
  summaryNone: '{{name}}: no values',
  more_one: 'and {{count}} more',
  more_other: 'and {{count}} more',
  noSeries: 'no data in this time range',
  legend: 'Legend of {{label}}',
  heat: '{{rows}} rows, {{columns}} columns, up to {{max}}',
  gaugeOf: '{{value}}, limit {{limit}}',
  cell: '{{x}}, {{y}}: {{value}}',
} as const;

const ko = {
  series: '계열',
  last: '최근',
  min: '최소',
  mean: '평균',
  max: '최대',
  atCursor: '커서 위치',
  others_other: '기타 ({{count}})',
  summary: '{{name}}: 최근 {{last}}, 최소 {{min}}, 최대 {{max}}',
  summaryNone: '{{name}}: 값 없음',
  more_other: '외 {{count}}개',
  noSeries: '이 시간 범위에 데이터 없음',
  legend: '범례: {{label}}',
  heat: '{{rows}}행 {{columns}}열, 최대 {{max}}',
  gaugeOf: '{{value}}, 한도 {{limit}}',
  cell: '{{x}}, {{y}}: {{value}}',
} satisfies Translation<typeof en>;

/** Texts of the charts, namespace `charts`. */
export const chartWords = defineWords('charts', en, ko);
