import type { RangeQuery } from '#core/metrics/query.ts';
import { timeLiteral } from './select-sql.ts';

/** Puts the range into raw text: `$__from`, `$__to`, `$__interval`, `$__interval_ms`, `$timeFilter` (column `time`). */
export function fillPlaceholders(text: string, query: RangeQuery): string {
  const values: Record<string, string> = {
    $__from: String(Math.round(query.from)),
    $__to: String(Math.round(query.to)),
    $__interval_ms: String(Math.round(query.interval)),
    $__interval: shortDuration(query.interval),
    $timeFilter: `("time" >= ${timeLiteral(query.from)} AND "time" < ${timeLiteral(query.to)})`,
  };
  return text.replaceAll(
    /\$__interval_ms\b|\$__interval\b|\$__from\b|\$__to\b|\$timeFilter\b/g,
    (name) => values[name] ?? name,
  );
}

function shortDuration(ms: number): string {
  const units: [string, number][] = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ];
  const unit = units.find(([, size]) => ms >= size && ms % size === 0);
  return unit === undefined ? `${Math.round(ms)}ms` : `${ms / unit[1]}${unit[0]}`;
}
