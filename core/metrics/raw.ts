import { influxqlTimeFilter } from './influxql.ts';
import { durationLiteral } from './interval.ts';
import type { Language, RangeQuery } from './query.ts';

const instant = (ms: number) => new Date(ms).toISOString();

/** What `$timeFilter` becomes; PromQL gets its range beside the query and needs none. */
function timeFilter(language: Language, from: number, to: number): string {
  switch (language) {
    case 'influxql':
      return influxqlTimeFilter(from, to);
    case 'sql':
      return `time >= '${instant(from)}' AND time < '${instant(to)}'`;
    case 'flux':
      return `start: ${instant(from)}, stop: ${instant(to)}`;
    case 'promql':
      return '';
  }
}

/**
 * Raw text ready to send: `$__from` and `$__to` (epoch ms), `$__interval` (`10s`), `$__interval_ms` and `$timeFilter`
 * (InfluxQL and SQL: a condition; Flux: the arguments of `range()`) replaced.
 */
export function fillRaw(text: string, language: Language, range: Pick<RangeQuery, 'from' | 'to' | 'interval'>): string {
  const words: Record<string, string> = {
    $__interval_ms: String(range.interval),
    $__interval: durationLiteral(range.interval),
    $__from: String(range.from),
    $__to: String(range.to),
    $timeFilter: timeFilter(language, range.from, range.to),
  };
  // Word borders, so that a variable named `$__from_host` is not cut into pieces.
  return text.replaceAll(/\$(?:__interval_ms|__interval|__from|__to|timeFilter)\b/g, (word) => words[word] ?? word);
}
