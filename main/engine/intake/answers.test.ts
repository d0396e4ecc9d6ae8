import { describe, expect, it } from 'vitest';
import type { LineError } from '../samples/store.ts';
import { StoreError } from '../samples/store.ts';
import { answerError, answerOutcome } from './answers.ts';
import { jmeterParameters, jmeterSnippet, telegrafSnippet } from './snippets.ts';
import { parseStatement } from './statements.ts';

const parse = (line: number): LineError => ({ line, kind: 'parse', reason: `unable to parse 'bad': missing fields` });
const conflict: LineError = { line: 3, kind: 'conflict', reason: 'field type conflict: …' };
const error = (body: string): unknown => JSON.parse(body);

describe('answers in the words of InfluxDB', () => {
  it('says 204 when all is stored, partial write when some is, and the plain reasons when nothing could be read', () => {
    expect(answerOutcome('v1', { written: 3, rejected: 0, errors: [] }).status).toBe(204);
    const partial = answerOutcome('v1', { written: 1, rejected: 1, errors: [parse(2)] });
    expect([partial.status, error(partial.body)]).toEqual([
      400,
      { error: "partial write: unable to parse 'bad': missing fields dropped=0" },
    ]);
    expect(error(answerOutcome('v1', { written: 0, rejected: 1, errors: [conflict] }).body)).toEqual({
      error: 'partial write: field type conflict: … dropped=1',
    });
    expect(error(answerOutcome('v2', { written: 0, rejected: 2, errors: [parse(1), parse(2)] }).body)).toEqual({
      code: 'invalid',
      message: "unable to parse 'bad': missing fields\nunable to parse 'bad': missing fields",
    });
    expect(error(answerOutcome('v1', { written: 0, rejected: 9, errors: [parse(1)] }).body)).toEqual({
      error: "unable to parse 'bad': missing fields\nand 8 more",
    });
  });

  it('asks the writer to come again when that helps', () => {
    expect(answerError('v1', new StoreError('queue-full', 'full', 3))).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '3' },
    });
    expect(answerError('v2', new StoreError('read-only', 'The disk is nearly full.'))).toMatchObject({ status: 503 });
    expect(answerError('v2', new StoreError('body-too-large', 'big')).status).toBe(413);
    expect(answerError('v1', new Error('secret path /x')).body).not.toContain('secret');
  });

  it('has no line break in a header', () => {
    const answer = answerOutcome('v1', {
      written: 0,
      rejected: 2,
      errors: [parse(1), { ...parse(2), reason: 'é\r\nX: 1' }],
    });
    expect(answer.headers['X-Influxdb-Error']).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('statements', () => {
  it.each([
    ['CREATE DATABASE telegraf', 'telegraf'],
    ['create database "my \\"db\\"";', 'my "db"'],
    ['CREATE DATABASE x WITH DURATION 3d NAME y', 'x'],
  ])('%s', (text, database) => {
    expect(parseStatement(text)).toEqual({ kind: 'create', database });
  });

  it('reads SHOW DATABASES and nothing else', () => {
    expect(parseStatement(' show  databases ; ')).toEqual({ kind: 'show' });
    for (const text of [
      'SELECT * FROM cpu',
      'DROP DATABASE x',
      'CREATE DATABASE x; DROP DATABASE x',
      'CREATE DATABASE',
    ]) {
      expect(parseStatement(text)).toBeUndefined();
    }
  });
});

describe('snippets', () => {
  it('hold the address and, only when it is needed, the token', () => {
    const open = { origin: 'http://127.0.0.1:1234', needsToken: false };
    expect(telegrafSnippet(open)).toContain('urls = ["http://127.0.0.1:1234"]');
    expect(telegrafSnippet(open)).not.toContain('password');
    expect(telegrafSnippet({ ...open, needsToken: true, token: 'se"cret' })).toContain(
      String.raw`password = "se\"cret"`,
    );
    expect(Object.fromEntries(jmeterParameters(open))).toMatchObject({
      influxdbUrl: 'http://127.0.0.1:1234/write?db=jmeter',
      influxdbToken: '',
    });
    expect(jmeterSnippet({ ...open, needsToken: true, token: 'a<b&c' })).toContain('a&lt;b&amp;c');
  });
});
