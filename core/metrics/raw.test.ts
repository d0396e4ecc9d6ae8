import { describe, expect, it } from 'vitest';
import { QueryError } from './query-error.ts';
import { fillRaw } from './raw.ts';
import { assertReadOnlyInfluxql } from './read-only.ts';

const range = { from: 1_000, to: 61_000, interval: 10_000 };

describe('raw text', () => {
  it('gets its range and bucket in each language', () => {
    expect(fillRaw('SELECT mean(x) FROM m WHERE $timeFilter GROUP BY time($__interval)', 'influxql', range)).toBe(
      'SELECT mean(x) FROM m WHERE time >= 1000ms AND time < 61000ms GROUP BY time(10s)',
    );
    expect(fillRaw('range($timeFilter)', 'flux', range)).toBe(
      'range(start: 1970-01-01T00:00:01.000Z, stop: 1970-01-01T00:01:01.000Z)',
    );
    expect(fillRaw('$__from $__to $__interval_ms', 'sql', range)).toBe('1000 61000 10000');
  });

  it('leaves other names alone', () => {
    expect(fillRaw('$__from_host $__intervals', 'sql', range)).toBe('$__from_host $__intervals');
  });
});

describe('raw InfluxQL', () => {
  const refused = [
    'DROP MEASUREMENT cpu',
    'SELECT 1; DROP MEASUREMENT cpu',
    'select * into b from a',
    "SELECT * FROM a WHERE x = 'y' ; DELETE FROM a",
    "SELECT /'/ INTO b FROM a WHERE x = 'y'",
    'SELECT a / 2 INTO b FROM c',
    ' ',
  ];
  it.each(refused)('is refused when it could write: %s', (text) => {
    expect(() => assertReadOnlyInfluxql(text)).toThrow(QueryError);
  });

  const taken = [
    'SHOW MEASUREMENTS;',
    "SELECT mean(x) FROM m WHERE t = 'Log into shop'",
    'SELECT a / b FROM "into"',
    'SELECT x FROM m WHERE t =~ /into/ ',
    '\n explain select 1',
  ];
  it.each(taken)('is taken when it reads: %s', (text) => {
    expect(() => assertReadOnlyInfluxql(text)).not.toThrow();
  });
});
