import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promqlMetric, promqlName, promqlSteps, promqlString, renderPromql } from './promql.ts';
import { type SelectTarget, selectTargetSchema } from './query.ts';
import { QueryError } from './query-error.ts';

const target = (extra: Partial<SelectTarget>): SelectTarget =>
  selectTargetSchema.parse({ kind: 'select', measurement: 'cpu', fields: ['usage_idle'], ...extra });

const nasty = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '{', '}', ')', '가', '1', '-', '.') });

describe('PromQL quoting', () => {
  it('gives every string back as it was', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(JSON.parse(promqlString(text))).toBe(text);
      }),
    );
  });

  it('makes every name one that Prometheus takes', () => {
    fc.assert(fc.property(nasty, (text) => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(promqlName(text))));
    expect(promqlMetric('jmeter', 'pct95.0')).toBe('jmeter_pct95_0');
  });
});

describe('a select target in PromQL', () => {
  it('reads the metric of measurement and field and names the field', () => {
    const text = renderPromql(
      target({ groupBy: ['host'], filters: [{ tag: 'host', op: '=', value: 'a"b' }] }),
      10_000,
      10_000,
    );
    expect(text).toBe(
      'label_replace(avg by (host) (avg_over_time(cpu_usage_idle{host="a\\"b"}[10s])), "wf_field", "usage_idle", "", "")',
    );
  });

  it('turns counters into rates over at least four points', () => {
    expect(renderPromql(target({ transform: 'rate', aggregate: 'sum' }), 10_000, 15_000)).toContain(
      'sum by () (rate(cpu_usage_idle{}[1m]))',
    );
  });

  it('asks for several fields at once', () => {
    expect(renderPromql(target({ fields: ['a', 'b'] }), 10_000, 10_000)).toMatch(/cpu_a.* or label_replace.*cpu_b/);
  });

  it('takes listed values literally', () => {
    expect(renderPromql(target({ filters: [{ tag: 'p', op: 'in', value: ['a.b', 'c'] }] }), 10_000, 10_000)).toContain(
      'p=~"a\\\\.b|c"',
    );
  });

  it('says that it cannot answer "first"', () => {
    expect(() => renderPromql(target({ aggregate: 'first' }), 10_000, 10_000)).toThrow(QueryError);
  });
});

describe('the steps of a range', () => {
  it('end at the last millisecond of each bucket, the unfinished one included', () => {
    expect(promqlSteps({ from: 10_500, to: 25_000, interval: 10_000 }, false)).toEqual({
      start: 19_999,
      end: 29_999,
      step: 10_000,
      move: -9999,
    });
  });

  it('leave out an unfinished bucket of a rate', () => {
    expect(promqlSteps({ from: 10_000, to: 25_000, interval: 10_000 }, true)).toMatchObject({
      start: 19_999,
      end: 19_999,
    });
    expect(promqlSteps({ from: 20_000, to: 25_000, interval: 10_000 }, true)).toBeUndefined();
  });
});
