import { describe, expect, it } from 'vitest';
import { parseLineProtocol } from '#core/metrics/line-protocol.ts';
import { createJtlScanner } from './jtl-scanner.ts';
import { eventPoint, listenerPoints, toLines } from './listener-lines.ts';
import { createSeconds } from './seconds.ts';
import { header5, line5 } from './testing/rows.ts';

const start = 1_700_000_000_000;
const transaction = 'Number of samples in transaction : 2, number of failing samples : 1';

function linesOf(...rows: string[]): string {
  const seconds = createSeconds();
  const scanner = createJtlScanner({ onBatch: (batch) => seconds.add(batch) });
  scanner.push(new TextEncoder().encode(`${header5}\n${rows.join('\n')}\n`));
  scanner.end();
  const tags = { runId: 'run 7', commit: 'abc123', host: '' };
  return toLines(listenerPoints(seconds.interval(start, start + 5000), { application: 'shop', tags }));
}

describe('lines in the schema of JMeter’s own listener', () => {
  const lines = linesOf(
    line5(start, 100, 'GET /', { bytes: 1000, sent: 10, all: 3 }),
    line5(start, 300, 'GET /', { bytes: 500, sent: 20, all: 4, success: false, code: '503', message: 'Busy, later' }),
    line5(start, 400, 'buy', {
      message: transaction,
      success: false,
      code: '',
      bytes: 1500,
      sent: 30,
      all: 4,
      thread: 'TG 1-2',
    }),
  );
  const { points, errors } = parseLineProtocol(new TextEncoder().encode(lines));
  const find = (tags: Record<string, string>) =>
    points.find((point) => Object.entries(tags).every(([key, value]) => point.tags[key] === value));
  const numbers = (tags: Record<string, string>): object =>
    Object.fromEntries(
      Object.entries(find(tags)?.fields ?? {}).map(([key, field]) => [
        key,
        field.type === 'float' ? field.value : field,
      ]),
    );

  it('are well-formed, every field a float, all with the tags given and at the interval’s end', () => {
    expect(errors).toEqual([]);
    for (const point of points) {
      expect(Object.values(point.fields).map((field) => field.type)).not.toContain('integer');
      expect(point).toMatchObject({ measurement: 'jmeter', time: BigInt(start + 5000) * 1_000_000n });
      expect(point.tags).toMatchObject({ application: 'shop', runId: 'run 7', commit: 'abc123' });
      expect(point.tags).not.toHaveProperty('host');
    }
  });

  it('give each label by status', () => {
    expect(numbers({ transaction: 'GET /', statut: 'ok' })).toEqual({
      count: 1,
      avg: 100,
      min: 100,
      max: 100,
      hit: 1,
      sb: 10,
      rb: 1000,
      'pct99.0': 100,
      'pct95.0': 100,
      'pct90.0': 100,
    });
    expect(numbers({ transaction: 'GET /', statut: 'all' })).toMatchObject({
      count: 2,
      avg: 200,
      min: 100,
      max: 300,
      rb: 1500,
    });
    expect(find({ transaction: 'buy', statut: 'ok' })).toBeUndefined();
    expect(numbers({ transaction: 'buy', statut: 'ko' })).toMatchObject({ count: 1, hit: 0 });
  });

  it('give a total without transaction controllers, the errors and the threads', () => {
    expect(numbers({ transaction: 'all', statut: 'all' })).toMatchObject({
      count: 2,
      countError: 1,
      hit: 2,
      sb: 30,
      rb: 1500,
    });
    expect(numbers({ transaction: 'GET /', responseCode: '503', responseMessage: 'Busy, later' })).toEqual({
      count: 1,
    });
    expect(numbers({ transaction: 'internal' })).toEqual({ minAT: 4, maxAT: 4, meanAT: 4, startedT: 2, endedT: 0 });
  });

  it('name failed assertions, and errors without code or message, as JMeter does', () => {
    const text = linesOf(
      line5(start, 1, 'a', { success: false, failure: 'was slow' }),
      line5(start, 1, 'a', { success: false, code: '', message: '' }),
    );
    expect(text).toContain('responseCode=Assertion\\ failed,responseMessage=was\\ slow');
    expect(text).toContain('responseCode=0,responseMessage=None');
  });

  it('keep labels with blanks, line ends and backslashes readable for a store', () => {
    const text = linesOf(line5(start, 1, 'a b,c=d\ne\\'));
    expect(parseLineProtocol(new TextEncoder().encode(text)).errors).toEqual([]);
    expect(parseLineProtocol(new TextEncoder().encode(text)).points[0]?.tags['transaction']).toBe('a b,c=d e');
  });

  it('mark start and end of the test', () => {
    const line = toLines([eventPoint({ application: 'shop', testName: 'say "hi"', state: 'started', time: start })]);
    expect(line).toBe(`events,application=shop,title=ApacheJMeter text="say \\"hi\\" started" ${start}000000\n`);
  });
});
