import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJtlScanner, FOLDED_LABEL } from './jtl-scanner.ts';
import { header5, line5, quote, scanText } from './testing/rows.ts';

const text = fc.oneof(
  fc.constantFrom('GET /', '로그인', 'a, b', 'say "x"', 'two\nlines', 'cr\r\nlf', ' spaced ', '', 'ünïcode 🙂'),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replace(/^\uFEFF/, '').replaceAll('\r', ' ')),
);
const row = fc.record({
  timeStamp: fc.integer({ min: 1_000_000_000_000, max: 2_000_000_000_000 }),
  elapsed: fc.integer({ min: 0, max: 2_000_000 }),
  label: text,
  code: text,
  message: text,
  thread: text,
  success: fc.boolean(),
  failure: text,
  bytes: fc.integer({ min: 0, max: 5_000_000_000 }),
  sent: fc.integer({ min: 0, max: 100_000 }),
  all: fc.integer({ min: 0, max: 5000 }),
});

describe('rows of generated files', () => {
  it('are those a slow CSV reader finds, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 12 }),
        fc.array(fc.nat(3000), { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, cuts, lineEnd) => {
          const file = [header5, ...rows.map((one) => line5(one.timeStamp, one.elapsed, one.label, one))]
            .map((line) => line + lineEnd)
            .join('');
          const found = scanText(file, cuts);
          const expected: string[][] = parse(file, { from_line: 2, relax_column_count: true });
          const got = found.rows.map((one) =>
            [
              one.timeStamp,
              one.elapsed,
              one.label,
              one.responseCode,
              one.responseMessage,
              one.threadName,
              one.success,
              one.failureMessage,
              one.bytes,
              one.sentBytes,
              one.allThreads,
              one.connect,
            ].map(String),
          );
          expect(got).toEqual(
            expected.map((one) => [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 16].map((index) => one[index] ?? '')),
          );
          expect(found.summary).toMatchObject({ rows: rows.length, skipped: 0, cut: 0, problems: [] });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of a file cut anywhere are the whole rows before the cut, and at most one cut line is counted', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, share) => {
          const lines = rows.map((one) => `${line5(one.timeStamp, one.elapsed, one.label, one)}\n`);
          const bytes = new TextEncoder().encode(`${header5}\n${lines.join('')}`);
          const headerLength = header5.length + 1;
          const end = headerLength + Math.floor((bytes.length - headerLength) * share);
          let whole = 0;
          let position = headerLength;
          for (const line of lines) {
            position += new TextEncoder().encode(line).length;
            if (position <= end) whole += 1;
          }
          const { rows: found, summary } = scanText(bytes.subarray(0, end));
          // A row that lacks only its line end is whole, though its last number may be shorter than it was.
          expect(found.length - whole).toBeGreaterThanOrEqual(0);
          expect(found.length - whole).toBeLessThanOrEqual(1);
          expect(found.slice(0, whole).map((one) => one.label)).toEqual(rows.slice(0, whole).map((one) => one.label));
          expect(summary.skipped).toBe(0);
          expect(summary.cut + found.length - whole).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws and never invents rows, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat(600), { maxLength: 5 }), (bytes, cuts) => {
        const head = new TextEncoder().encode(`${header5}\n`);
        const all = new Uint8Array([...head, ...bytes]);
        const { rows, summary } = scanText(all, cuts);
        expect(rows.length).toBe(summary.rows);
        expect(summary.format).toBe('csv');
      }),
      { numRuns: 500 },
    );
  });

  it('are the same with one byte at a time', () => {
    const file = `${header5}\n${line5(1_700_000_000_000, 5, 'a, "b"\nc')}\n${line5(1_700_000_000_001, 6, '로그인')}\n`;
    const length = new TextEncoder().encode(file).length;
    expect(
      scanText(
        file,
        Array.from({ length }, (_, index) => index),
      ),
    ).toEqual(scanText(file));
  });
});

describe('files of other versions and writers', () => {
  it('without a header line are read by the columns of their version', () => {
    const v213 = '1700000000000,12,home,200,OK,TG 1-1,text,true,512,2,3,11\n';
    const { rows, summary } = scanText(v213);
    expect(rows).toMatchObject([
      {
        timeStamp: 1_700_000_000_000,
        elapsed: 12,
        label: 'home',
        bytes: 512,
        allThreads: 3,
        latency: 11,
        success: true,
      },
    ]);
    expect(summary.hasHeader).toBe(false);
    const v31 = '1700000000000,12,home,200,OK,TG 1-1,text,false,why,512,99,2,3,11,0,4\n';
    expect(scanText(v31).rows).toMatchObject([{ failureMessage: 'why', sentBytes: 99, connect: 4, success: false }]);
    const v30 = '1700000000000,12,home,200,OK,TG 1-1,text,true,,512,2,3,11,0\n';
    expect(scanText(v30).rows).toMatchObject([{ bytes: 512, allThreads: 3, latency: 11 }]);
    expect(scanText(`${line5(1_700_000_000_000, 7, 'x, y')}\n`, [30]).rows).toMatchObject([
      { label: 'x, y', elapsed: 7 },
    ]);
  });

  it('are read by the names of their header, in any order and with sample variables behind', () => {
    const file = 'label,elapsed,timeStamp,success,Hostname,"user","city"\nlogin,9,1700000000000,TRUE,gen-1,kim,서울\n';
    const { rows, summary } = scanText(file);
    expect(rows).toMatchObject([{ label: 'login', elapsed: 9, success: true, hostname: 'gen-1', bytes: 0 }]);
    expect(summary.columns).toEqual(['label', 'elapsed', 'timeStamp', 'success', 'Hostname', 'user', 'city']);
  });

  it.each(['\t', ';', '|'])('with the delimiter %j', (delimiter) => {
    const line = (fields: string[]): string => fields.map((field) => quote(field, delimiter)).join(delimiter);
    const file = `${line(header5.split(','))}\n${line(line5(1_700_000_000_000, 3, 'x').split(',').with(2, `a${delimiter}b`))}\n`;
    expect(scanText(file)).toMatchObject({ rows: [{ label: `a${delimiter}b`, elapsed: 3 }], summary: { delimiter } });
  });

  it('with a byte order mark, blank lines and repeated or changed headers of merged files', () => {
    const file = `\uFEFF${header5}\n${line5(1_700_000_000_000, 1, 'a')}\n\n${header5}\n${line5(1_700_000_000_001, 2, 'b')}\ntimeStamp,elapsed,label,success\n1700000000002,3,c,false\n`;
    const { rows, summary } = scanText(file);
    expect(rows.map((one) => [one.label, one.elapsed, one.success])).toEqual([
      ['a', 1, true],
      ['b', 2, true],
      ['c', 3, false],
    ]);
    expect(summary).toMatchObject({ skipped: 0, lines: 7 });
  });

  it('with times as text', () => {
    const utc = (year: number, month: number, ...rest: number[]): number => Date.UTC(year, month - 1, ...rest);
    const times = ['2026/11/21 14:05:06.789', '2026-11-21 14:05:06', '11/21/26 14:05:06'];
    const file = `${header5}\n${times.map((time) => line5(time, 1, 'a')).join('\n')}\n`;
    const second = Date.UTC(2026, 10, 21, 14, 5, 6);
    expect(scanText(file, [], { toEpoch: utc }).rows.map((one) => one.timeStamp)).toEqual([
      second + 789,
      second,
      second,
    ]);
  });
});

describe('damaged files', () => {
  it('keep the rows around a bad line, and say where and why', () => {
    const file = [
      header5,
      line5(1_700_000_000_000, 1, 'a'),
      'nonsense',
      line5('soon', 1, 'b'),
      line5(1_700_000_000_000, 1, 'c').replace(',1,', ',x,'),
      line5(1_700_000_000_000, 2, 'd'),
      '',
    ].join('\n');
    const { rows, summary } = scanText(file);
    expect(rows.map((one) => one.label)).toEqual(['a', 'd']);
    expect(summary).toMatchObject({ skipped: 3, cut: 0 });
    expect(summary.problems.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'column-count'],
      [4, 'bad-time'],
      [5, 'bad-elapsed'],
    ]);
  });

  it('count a cut last line once, also inside a quoted field with line ends', () => {
    const whole = `${header5}\n${line5(1_700_000_000_000, 1, 'a')}\n`;
    expect(scanText(`${whole}1700000000001,2,b,200`).summary).toMatchObject({ rows: 1, cut: 1, skipped: 0 });
    expect(scanText(`${whole}1700000000001,2,b,200,"open\nstill open\nand`).summary).toMatchObject({
      rows: 1,
      cut: 1,
      skipped: 0,
    });
    expect(scanText(`${whole}${line5(1_700_000_000_001, 2, 'b').slice(0, -1)}`).summary).toMatchObject({
      rows: 1,
      cut: 1,
    });
    expect(scanText(`${whole}${line5(1_700_000_000_001, 2, 'b')}`).summary).toMatchObject({ rows: 2, cut: 0 });
  });

  it('lose only the line of a stray quote, even when nothing ever closes it', () => {
    const stray = line5(1_700_000_000_000, 1, 'x').replace(',x,', ',"x,');
    const rest = Array.from({ length: 50 }, (_, index) => line5(1_700_000_000_000 + index, 1, `r${index}`));
    const file = `${[header5, line5(1_700_000_000_000, 1, 'a'), stray, ...rest].join('\n')}\n`;
    for (const limits of [{}, { maxRowBytes: 500 }]) {
      const { rows, summary } = scanText(file, [400, 900, 1500, 2500], { limits });
      expect(rows.map((one) => one.label)).toEqual(['a', ...rest.map((_, index) => `r${index}`)]);
      expect(summary).toMatchObject({ skipped: 1, cut: 0, problems: [{ line: 3, reason: 'open-quote' }] });
    }
  });

  it('drop a line longer than the limit and go on behind it', () => {
    const file = `${header5}\n${line5(1_700_000_000_000, 1, 'a')}\n${'x'.repeat(5000)}\n${line5(1_700_000_000_000, 2, 'b')}\n`;
    const { rows, summary } = scanText(file, [300, 1000, 2000, 3000, 4000, 5000], { limits: { maxRowBytes: 600 } });
    expect(rows.map((one) => one.label)).toEqual(['a', 'b']);
    expect(summary).toMatchObject({ skipped: 1, problems: [{ line: 3, reason: 'line-too-long' }] });
  });

  it('take a quote inside a plain field, and text behind a closing quote, as they stand', () => {
    const file = `timeStamp,elapsed,label,success\n1700000000000,1,5" disk,true\n1700000000000,2,"a" b,true\n`;
    expect(scanText(file).rows.map((one) => one.label)).toEqual(['5" disk', '"a" b']);
  });
});

describe('foreign and empty files', () => {
  it.each([
    ['<?xml version="1.0"?>\n<testResults/>', 'xml'],
    ['hello world\nhow are you\n', 'unknown'],
    ['', 'empty'],
    ['\n\n', 'empty'],
  ] as const)('%j is told apart', (content, format) => {
    expect(scanText(content).summary).toMatchObject({ format, rows: 0 });
  });

  it('a header alone is a file without rows', () => {
    expect(scanText(`${header5}\n`).summary).toMatchObject({ format: 'csv', rows: 0, skipped: 0, cut: 0 });
    expect(scanText(header5).summary).toMatchObject({ format: 'csv', rows: 0, skipped: 0, cut: 0 });
  });
});

describe('labels with the same hash', () => {
  it('stay apart', () => {
    // Pairs that collide in 32-bit FNV-1a.
    const labels = ['costarring', 'liquid', 'declinate', 'macallums', 'altarage', 'zinke', 'liquid', 'macallums'];
    const file = `${header5}\n${labels.map((label) => line5(1_700_000_000_000, 1, label)).join('\n')}\n`;
    expect(scanText(file).rows.map((one) => one.label)).toEqual(labels);
  });
});

describe('limits', () => {
  it('fold labels above the limit into one and count them', () => {
    const file = `${header5}\n${['a', 'b', 'c', 'd', 'a', 'd'].map((label) => line5(1_700_000_000_000, 1, label)).join('\n')}\n`;
    const { rows, summary } = scanText(file, [], { limits: { maxLabels: 3 } });
    expect(rows.map((one) => one.label)).toEqual(['a', 'b', FOLDED_LABEL, FOLDED_LABEL, 'a', FOLDED_LABEL]);
    expect(summary.foldedRows).toBe(3);
  });

  it('forget texts of passing columns without mixing them up', () => {
    const names = Array.from({ length: 100 }, (_, index) => `thread ${index}`);
    const file = `${header5}\n${names.map((thread) => line5(1_700_000_000_000, 1, 'a', { thread })).join('\n')}\n`;
    const { rows } = scanText(file, [], { limits: { maxTexts: 7, batchRows: 16 } });
    expect(rows.map((one) => one.threadName)).toEqual(names);
    let most = 0;
    const scanner = createJtlScanner({
      limits: { maxTexts: 7, batchRows: 16 },
      onBatch: (batch) => {
        most = Math.max(most, batch.texts.threadName.size);
      },
    });
    scanner.push(new TextEncoder().encode(file));
    expect(most).toBeLessThanOrEqual(8);
  });
});
