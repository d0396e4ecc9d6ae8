import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { influxqlEnd, influxqlIdentifier, influxqlRegex, influxqlString, renderInfluxql } from './influxql.ts';
import { type SelectTarget, selectTargetSchema } from './query.ts';

const range = { from: 60_000, to: 120_000, interval: 10_000 };
const options = { sourceInterval: 10_000 };
const target = (extra: Partial<SelectTarget>): SelectTarget =>
  selectTargetSchema.parse({ kind: 'select', measurement: 'cpu', fields: ['usage_idle'], ...extra });

/** Reads a quoted text as influxdata/influxql's scanner does; undefined when it does not end exactly at the end. */
function scanQuoted(text: string, quote: string): string | undefined {
  let value = '';
  for (let index = 1; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === quote) return index === text.length - 1 ? value : undefined;
    if (character === '\n') return undefined;
    if (character === '\\') {
      index += 1;
      const escaped = text[index] ?? '';
      const meaning = { n: '\n', '\\': '\\', '"': '"', "'": "'" }[escaped];
      if (meaning === undefined) return undefined;
      value += meaning;
    } else value += character;
  }
  return undefined;
}

const nasty = fc.string({ unit: fc.constantFrom('a', "'", '"', '\\', '/', '\n', ';', '-', ' ', '가', '$', ')') });

describe('InfluxQL quoting', () => {
  it('gives every string back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(scanQuoted(influxqlString(text), "'")).toBe(text);
      }),
    );
  });

  it('gives every identifier back as it was', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(scanQuoted(influxqlIdentifier(text), '"')).toBe(text);
      }),
    );
  });

  it('leaves no slash and no line break inside a regular expression', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(influxqlRegex(text).slice(1, -1)).not.toMatch(/[/\n\r]/);
      }),
    );
  });

  it('keeps the meaning of slashes in patterns', () => {
    expect(influxqlRegex('/var/.*')).toBe('/^(?:\\x2fvar\\x2f.*)$/');
    expect(influxqlRegex('a\\/b')).toBe('/^(?:a\\x2fb)$/');
  });
});

describe('a select target in InfluxQL', () => {
  it('aggregates by bucket and tags', () => {
    expect(
      renderInfluxql(
        target({ groupBy: ['host'], filters: [{ tag: 'cpu', op: '=', value: 'cpu-total' }] }),
        range,
        options,
      ),
    ).toBe(
      `SELECT MEAN("usage_idle") AS "usage_idle" FROM "cpu" WHERE time >= 60000ms AND time < 120000ms AND ("cpu" = 'cpu-total') GROUP BY time(10s), "host" fill(none)`,
    );
  });

  it('reads the named retention policy', () => {
    expect(renderInfluxql(target({}), range, { ...options, retentionPolicy: 'a"b' })).toContain('FROM "a\\"b"."cpu"');
  });

  it('takes rates between points of each series and looks back for the first one', () => {
    const text = renderInfluxql(
      target({ measurement: 'net', fields: ['bytes_recv'], transform: 'rate' }),
      range,
      options,
    );
    expect(text).toContain('NON_NEGATIVE_DERIVATIVE("bytes_recv", 1s)');
    expect(text).toContain('GROUP BY *)');
    expect(text).toContain('time >= 30000ms');
  });

  it('leaves the bucket of a rate out while it still fills up', () => {
    const open = { ...range, to: 127_001 };
    const rate = target({ fields: ['x'], transform: 'rate', aggregate: 'sum' });
    expect(renderInfluxql(rate, open, options)).not.toContain('127001');
    expect(renderInfluxql(rate, open, options)).toContain('time < 120000ms');
    expect(influxqlEnd(rate, open)).toBe(120_000);
    expect(renderInfluxql(target({}), open, options)).toContain('time < 127001ms');
  });

  it('sums the means of series, not their points, when rates are summed', () => {
    const text = renderInfluxql(target({ fields: ['x'], transform: 'rate', aggregate: 'sum' }), range, options);
    expect(text).toMatch(/^SELECT SUM\("x"\) .* FROM \(SELECT MEAN\("x"\) .*GROUP BY time\(10s\), \* fill\(none\)\)/);
  });

  it('keeps nothing for an empty list and everything for its negation', () => {
    expect(renderInfluxql(target({ filters: [{ tag: 'a', op: 'in', value: [] }] }), range, options)).toContain(
      `("a" = '' AND "a" != '')`,
    );
    expect(renderInfluxql(target({ filters: [{ tag: 'a', op: '!=', value: [] }] }), range, options)).toContain(
      `("a" = '' OR "a" != '')`,
    );
  });
});
