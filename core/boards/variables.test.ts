import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawTargetSchema, selectTargetSchema } from '../metrics/query.ts';
import { assertReadOnlyInfluxql } from '../metrics/read-only.ts';
import { filledTarget, filledText } from './variables.ts';

const select = (value: string | string[], op = '=') =>
  selectTargetSchema.parse({ kind: 'select', measurement: 'm', fields: ['f'], filters: [{ tag: 'host', op, value }] });

const filtersOf = (target: ReturnType<typeof filledTarget>) => (target.kind === 'select' ? target.filters : []);

describe('variables in a select target', () => {
  it('are filled in', () => {
    expect(filtersOf(filledTarget(select('$host'), { host: 'a.b' }))).toEqual([{ tag: 'host', op: '=', value: 'a.b' }]);
    expect(filtersOf(filledTarget(select(['x', '${host}-1']), { host: 'a' }))[0]?.value).toEqual(['x', 'a-1']);
  });

  it('drop the filter when they stand for all', () => {
    expect(filtersOf(filledTarget(select('$host'), { host: '*' }))).toEqual([]);
  });

  it('stand for themselves inside a pattern', () => {
    expect(filtersOf(filledTarget(select('$host.*', 'regex'), { host: 'a.b' }))[0]?.value).toBe('a\\.b.*');
  });

  it('that are unknown stay as they are', () => {
    expect(filledText('$other ${source} $__interval', { source: 's', __interval: 'x' })).toBe('$other s $__interval');
    expect(filledText('$constructor', {})).toBe('$constructor');
  });
});

describe('variables in raw text', () => {
  const raw = (language: string, text: string) => rawTargetSchema.parse({ kind: 'raw', language, text });
  const textOf = (target: ReturnType<typeof filledTarget>) => (target.kind === 'raw' ? target.text : '');

  it('cannot leave an InfluxQL string', () => {
    const target = raw('influxql', "SELECT x FROM m WHERE host = '$host'");
    expect(textOf(filledTarget(target, { host: "a' OR '1' = '1" }))).toBe(
      "SELECT x FROM m WHERE host = 'a\\' OR \\'1\\' = \\'1'",
    );
  });

  it('never make a second statement that is sent', () => {
    const target = raw('influxql', "SELECT x FROM m WHERE host = '$host'");
    const value = fc.string({ unit: fc.constantFrom("'", '"', '\\', ';', 'D', 'R', 'O', 'P', ' ', '\n', '/', '-') });
    fc.assert(
      fc.property(value, (host) => {
        const text = textOf(filledTarget(target, { host }));
        const literal = text.slice(text.indexOf("'") + 1, -1);
        let sent = true;
        try {
          assertReadOnlyInfluxql(text);
        } catch {
          sent = false;
        }
        const inside = /^(?:[^'\\\n]|\\['"\\])*$/.test(literal);
        expect({ text, leaves: sent && !inside }).toEqual({ text, leaves: false });
      }),
    );
  });

  it('are doubled in SQL and escaped in PromQL and Flux', () => {
    expect(textOf(filledTarget(raw('sql', "host = '$host'"), { host: "o'x" }))).toBe("host = 'o''x'");
    expect(textOf(filledTarget(raw('promql', 'up{host="$host"}'), { host: 'a"b' }))).toBe('up{host="a\\"b"}');
    expect(textOf(filledTarget(raw('flux', 'r.host == "$host"'), { host: '${x}' }))).toBe('r.host == "\\${x}"');
  });
});
