import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePoint, type FieldValue, type Point, parseLineProtocol } from './line-protocol.ts';
import type { TimePrecision } from './line-protocol-syntax.ts';

const encoder = new TextEncoder();
const parse = (text: string, precision?: TimePrecision) => parseLineProtocol(encoder.encode(text), precision);
const onlyField = (text: string): FieldValue | undefined => parse(`m f=${text}`).points[0]?.fields['f'];

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replaceAll(/[\r\n]/g, '_'))
  .filter((text) => !text.endsWith('\\') && !/\\[,= ]/.test(text) && text !== '__proto__');
const value: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => ({ type: 'float' as const, value: number })),
  fc
    .bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n })
    .map((number) => ({ type: 'integer' as const, value: number })),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((number) => ({ type: 'unsigned' as const, value: number })),
  fc.boolean().map((flag) => ({ type: 'boolean' as const, value: flag })),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => ({ type: 'string' as const, value: text })),
);
const point: fc.Arbitrary<Point> = fc.record({
  measurement: name.filter((text) => !/^[#\s]/.test(text)),
  tags: fc.dictionary(name, name, { maxKeys: 4, noNullPrototype: true }),
  fields: fc.dictionary(name, value, { minKeys: 1, maxKeys: 6, noNullPrototype: true }),
  time: fc.bigInt({ min: -9_223_372_035_000_000_000n, max: 9_223_372_035_000_000_000n }),
});

describe('line protocol', () => {
  it('reads back every point it writes', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 5 }), (points) => {
        const parsed = parse(points.map(encodePoint).join('\n'));
        expect(parsed.errors).toEqual([]);
        expect(parsed.points).toEqual(points);
      }),
      { numRuns: 400 },
    );
  });

  it('reads a decimal exactly as JavaScript does', () => {
    const decimal = fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        fc.stringMatching(/^\d{1,20}$/),
        fc.stringMatching(/^(\.\d{1,20})?(e[+-]?\d{1,2})?$/),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(decimal, (text) => {
        expect(onlyField(text)).toEqual({ type: 'float', value: Number(text) });
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws and never loses a good line among random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const quiet = noise.map((byte) => (byte === 34 || byte === 92 ? 46 : byte));
        const body = new Uint8Array([...encoder.encode('good a=1 5\n'), ...quiet, ...encoder.encode('\ngood a=2 6\n')]);
        const good = parseLineProtocol(body).points.filter((one) => one.measurement === 'good');
        expect(good.map((one) => one.time)).toEqual([5n, 6n]);
      }),
      { numRuns: 1000 },
    );
  });

  it('unescapes names, tags and strings', () => {
    const [read] = parse(String.raw`my\,mea\ sure\=ment,ta\=g\ one=va\,lue fi\ eld="say \"hi\" c:\\dir\x" 1`).points;
    expect(read).toEqual({
      measurement: String.raw`my,mea sure\=ment`,
      tags: { 'ta=g one': 'va,lue' },
      fields: { 'fi eld': { type: 'string', value: String.raw`say "hi" c:\dir\x` } },
      time: 1n,
    });
  });

  it('keeps a line feed inside a string and counts its rows', () => {
    const parsed = parse('log text="one\ntwo" 1\nbad\nlog text="x" 2');
    expect(parsed.points.map((one) => one.fields['text'])).toEqual([
      { type: 'string', value: 'one\ntwo' },
      { type: 'string', value: 'x' },
    ]);
    expect(parsed.errors).toEqual([{ line: 3, reason: 'missing fields' }]);
  });

  it.each<[TimePrecision, string, bigint]>([
    ['ns', '1700000000123456789', 1700000000123456789n],
    ['us', '1700000000123456', 1700000000123456000n],
    ['ms', '1700000000123', 1700000000123000000n],
    ['s', '1700000000', 1700000000000000000n],
    ['m', '28333333', 1699999980000000000n],
    ['h', '472222', 1699999200000000000n],
    ['ms', '-1', -1_000_000n],
    ['ns', '5', 5n],
  ])('reads a time in %s', (precision, text, time) => {
    expect(parse(`m f=1 ${text}`, precision).points[0]?.time).toBe(time);
  });

  it('skips comments, empty rows, surrounding blanks and carriage returns', () => {
    const parsed = parse('# note\r\n\r\n  m f=1  7 \r\nm f=2\r\n#end');
    expect(parsed.errors).toEqual([]);
    expect(parsed.points.map((one) => [one.fields['f']?.value, one.time])).toEqual([
      [1, 7n],
      [2, undefined],
    ]);
  });

  it.each([
    ['cpu', 'missing fields'],
    ['cpu ', 'missing fields'],
    [',host=a f=1', 'missing measurement'],
    ['cpu,=a f=1', 'missing tag key'],
    ['cpu,host= f=1', 'missing tag value'],
    ['cpu,host f=1', 'missing tag value'],
    ['cpu,host=a,host=b f=1', 'duplicate tags'],
    ['cpu =1', 'missing field key'],
    ['cpu f=', 'missing field value'],
    ['cpu f=1,', 'missing field key'],
    ['cpu f=abc', 'invalid boolean'],
    ['cpu f=1x', 'invalid number'],
    ['cpu f=-', 'invalid number'],
    ['cpu f=-1u', 'invalid number'],
    ['cpu f=9223372036854775808i', 'value out of range'],
    ['cpu f=1e999', 'value out of range'],
    ['cpu f="open', 'unbalanced quotes'],
    ['cpu f=1 noon', 'bad timestamp'],
    ['cpu f=1 1 2', 'bad timestamp'],
    ['cpu f=1 9999999999999999999', 'time outside range'],
  ])('says why %j is refused', (text, reason) => {
    const parsed = parse(`ok f=1 1\n${text}\nok f=2 2`);
    expect(parsed.errors).toEqual([{ line: 2, reason }]);
    expect(parsed.points).toHaveLength(2);
  });

  it('reads more fields than it has room for at first', () => {
    const fields = Array.from({ length: 300 }, (_, index) => `f${index}=${index}i`).join(',');
    expect(Object.keys(parse(`wide ${fields}`).points[0]?.fields ?? {})).toHaveLength(300);
  });

  it('refuses to write what cannot be read back', () => {
    const writing = (change: Partial<Point>) => () =>
      encodePoint({ measurement: 'm', tags: {}, fields: { f: { type: 'float', value: 1 } }, ...change });
    expect(writing({ fields: {} })).toThrow(RangeError);
    expect(writing({ measurement: 'a\nb' })).toThrow(RangeError);
    expect(writing({ measurement: '#a' })).toThrow(RangeError);
    expect(writing({ tags: { a: 'x\\' } })).toThrow(RangeError);
    expect(writing({ fields: { f: { type: 'float', value: Number.NaN } } })).toThrow(RangeError);
  });
});
