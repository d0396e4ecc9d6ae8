import { describe, expect, it } from 'vitest';
import { AnswerError } from './answer-error.ts';
import { influxqlFrames, parseInfluxqlAnswer } from './influxql-answer.ts';
import { prometheusData, prometheusFrames, prometheusSeries } from './prometheus-answer.ts';
import { parseSqlRows, rowFrames } from './row-answer.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof AnswerError ? error.code : `not an AnswerError: ${String(error)}`;
  }
  return 'no error';
}

describe('an InfluxQL answer', () => {
  it('becomes one frame a series', () => {
    const text = JSON.stringify({
      results: [
        {
          statement_id: 0,
          series: [
            {
              name: 'cpu',
              tags: { host: 'a' },
              columns: ['time', 'idle', 'user'],
              values: [
                [1, 90, null],
                [2, 80.5, 3],
              ],
            },
          ],
        },
      ],
    });
    const [frame] = parseInfluxqlAnswer(text).flatMap((result) => influxqlFrames(result, 'series'));
    expect(frame).toMatchObject({
      labels: { host: 'a' },
      times: [1, 2],
      columns: [
        { name: 'idle', type: 'number', values: [90, 80.5] },
        { name: 'user', type: 'number', values: [null, 3] },
      ],
    });
  });

  it.each([
    ['an HTML page', '<html><body>Sign in</body></html>', 'bad-answer'],
    ['cut text', '{"results":[{"series":[{"name":"cpu","colu', 'bad-answer'],
    ['other JSON', '{"status":"success","data":{}}', 'bad-answer'],
    ['nothing', '', 'bad-answer'],
    ['an error inside a success', '{"results":[{"statement_id":0,"error":"syntax error"}]}', 'query'],
    ['an unknown database', '{"results":[{"statement_id":0,"error":"database not found: x"}]}', 'not-found'],
    ['an error of 2.x', '{"code":"invalid","message":"error parsing query"}', 'query'],
    ['a refused user', '{"error":"authorization failed"}', 'unauthorized'],
  ])('says what is wrong with %s', (_, text, code) => {
    expect(codeOf(() => parseInfluxqlAnswer(text))).toBe(code);
  });

  it.each([
    ['a row that is too short', [[1]]],
    ['a row that is no row', ['x']],
    ['a time that is no number', [['1970-01-01T00:00:00Z', 1]]],
  ])('refuses %s', (_, values) => {
    const text = JSON.stringify({ results: [{ series: [{ name: 'm', columns: ['time', 'x'], values }] }] });
    expect(codeOf(() => parseInfluxqlAnswer(text).flatMap((result) => influxqlFrames(result, 'series')))).toBe(
      'bad-answer',
    );
  });

  it('tells that the store cut it', () => {
    expect(
      parseInfluxqlAnswer('{"results":[{"series":[{"name":"m","columns":[],"values":[],"partial":true}]}]}')[0]
        ?.notices,
    ).toEqual(['truncated']);
  });
});

describe('a Prometheus answer', () => {
  it('becomes frames by field, NaN being no value', () => {
    const { data } = prometheusData(
      JSON.stringify({
        status: 'success',
        data: {
          resultType: 'matrix',
          result: [
            {
              metric: { host: 'a', wf_field: 'idle' },
              values: [
                [10, '1.5'],
                [20, 'NaN'],
              ],
            },
          ],
        },
      }),
    );
    expect(prometheusFrames(prometheusSeries(data, -9999), 'cpu')).toMatchObject([
      { labels: { host: 'a' }, times: [1, 10_001], columns: [{ name: 'idle', values: [1.5, null] }] },
    ]);
  });

  it('that says error is an error of the query', () => {
    expect(codeOf(() => prometheusData('{"status":"error","errorType":"bad_data","error":"parse error"}'))).toBe(
      'query',
    );
  });

  it('with points of another type is refused', () => {
    expect(
      codeOf(() => prometheusSeries({ resultType: 'matrix', result: [{ metric: {}, values: [[1, 2]] }] }, 0)),
    ).toBe('bad-answer');
    expect(codeOf(() => prometheusSeries({ resultType: 'streams', result: [] }, 0))).toBe('bad-answer');
  });
});

describe('rows of SQL', () => {
  it('become series by their text columns, times without a zone being UTC', () => {
    const rows = parseSqlRows(
      '[{"time":"2026-01-01T00:00:00","host":"a","avg":1},{"time":"2026-01-01T00:00:10.123456789","host":"a","avg":2}]',
    );
    expect(rowFrames(rows, 'series', 'time', 'sql')).toMatchObject([
      {
        labels: { host: 'a' },
        times: [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1, 0, 0, 10, 123)],
        columns: [{ name: 'avg', values: [1, 2] }],
      },
    ]);
  });

  it('without a readable time are refused as series', () => {
    expect(codeOf(() => rowFrames([{ time: 'yesterday', x: 1 }], 'series', 'time', 'sql'))).toBe('bad-answer');
  });
});
