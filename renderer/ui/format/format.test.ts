import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationParts, formatAge, formatElapsed } from './duration.ts';
import { formatNumber, MINUS, MISSING, THIN } from './number.ts';
import { formatTime } from './time.ts';
import { formatUnit, type Unit, units } from './unit.ts';

/** Expectations are written with plain spaces. */
const plain = (text: string) => text.replaceAll(THIN, ' ');
const en = (value: number | null, unit: Unit) => plain(formatUnit(value, unit, 'en').text);
const ko = (value: number | null, unit: Unit) => formatUnit(value, unit, 'ko').text;

describe('numbers', () => {
  it('groups digits and writes a true minus', () => {
    expect(formatNumber(501842, 'en')).toBe('501,842');
    expect(formatNumber(-17.94, 'en')).toBe(`${MINUS}17.9`);
    expect(formatNumber(2.9, 'en', { digits: 1, signed: true })).toBe('+2.9');
    expect(formatNumber(0, 'en', { signed: true })).toBe('0');
  });

  it('never writes a missing number as zero', () => {
    for (const missing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(formatNumber(missing, 'en')).toBe(MISSING);
      for (const unit of units) expect(formatUnit(missing, unit, 'ko').text).toBe(MISSING);
    }
  });

  it('never prints a hyphen for a minus nor NaN, whatever the value and unit', () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.constantFrom(...units),
        fc.constantFrom('en' as const, 'ko' as const),
        (value, unit, language) => {
          expect(formatUnit(value, unit, language).text).not.toMatch(/-|NaN|Infinity|undefined/);
        },
      ),
    );
  });
});

describe('units', () => {
  it('scales times and joins units in Korean', () => {
    expect([en(4210, 'ms'), ko(4210, 'ms')]).toEqual(['4.21 s', '4.21초']);
    expect([en(44, 'ms'), ko(44, 'ms')]).toEqual(['44 ms', '44ms']);
    expect(en(0.79, 's')).toBe('790 ms');
    expect(en(1.5, 's')).toBe('1.50 s');
    expect(en(0.02, 'ms')).toBe('20 µs');
  });

  it('scales bytes by 1024 and counts by 1000', () => {
    expect(en(21.3 * 1024 ** 3, 'bytes')).toBe('21.3 GiB');
    expect(en(90.4 * 1024 ** 2, 'bytes/s')).toBe('90.4 MiB/s');
    expect(en(1023.99, 'bytes')).toBe('1.00 KiB');
    expect(en(842, 'ops/s')).toBe('842/s');
    expect(en(8412, 'ops/s')).toBe('8.41 k/s');
    expect(en(8412, 'short')).toBe('8,412');
    expect(en(1_250_000, 'short')).toBe('1.25 M');
  });

  it('takes percent as 0 to 100', () => {
    expect([en(98.91, 'percent'), ko(95, 'percent')]).toEqual(['98.9 %', '95%']);
    expect(en(0.31, 'percent')).toBe('0.31 %');
    expect([en(0.000032, 'percent'), en(0, 'percent')]).toEqual(['< 0.01 %', '0 %']);
  });
});

describe('durations', () => {
  it('says the two largest units', () => {
    expect(plain(durationParts(391_000, 'en'))).toBe('6 min 31 s');
    expect(durationParts(391_000, 'ko')).toBe('6분 31초');
    expect(plain(durationParts(18_120_000, 'en'))).toBe('5 h 02 min');
    expect(plain(durationParts(300_000, 'en'))).toBe('5 min');
    expect(plain(durationParts(187_200_000, 'en'))).toBe('2 d 4 h');
    expect(plain(durationParts(44, 'en'))).toBe('44 ms');
  });

  it('cuts ages instead of rounding them up', () => {
    expect(plain(formatAge(59_999, 'en'))).toBe('59 s');
    expect(formatAge(520_000, 'ko')).toBe('8분');
    expect(plain(formatAge(-500, 'en'))).toBe('0 s');
  });

  it('counts a run like a clock', () => {
    expect([0, 761_000, 3_725_000, -1500].map((ms) => formatElapsed(ms))).toEqual([
      '0:00',
      '12:41',
      '1:02:05',
      `${MINUS}0:01`,
    ]);
  });
});

it('writes moments in 24 hours, in the zone that is asked for', () => {
  const at = Date.UTC(2026, 10, 25, 15, 12, 47);
  expect(formatTime(at, 'clock', 'en', 'UTC')).toBe('15:12:47');
  expect(formatTime(at, 'clock', 'ko', 'Asia/Seoul')).toBe('00:12:47');
  expect(formatTime(at, 'weekday', 'ko', 'Asia/Seoul')).toBe('11월 26일 (목)');
  expect(formatTime(null, 'clock', 'en')).toBe(MISSING);
});
