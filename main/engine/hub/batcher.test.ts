import { beforeEach, describe, expect, it } from 'vitest';
import type { QueryAnswer } from '#core/metrics/frame.ts';
import { type RangeQuery, type SelectTarget, selectTargetSchema } from '#core/metrics/query.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import { Batcher } from './batcher.ts';

const signal = new AbortController().signal;
const select = (extra: Partial<SelectTarget>): SelectTarget =>
  selectTargetSchema.parse({ kind: 'select', measurement: 'cpu', fields: ['idle'], ...extra });
const asked: RangeQuery[] = [];
let refuse: (target: SelectTarget) => boolean;

const batcher = new Batcher(
  {
    query: (_, query): Promise<QueryAnswer> => {
      asked.push(query);
      const { target } = query;
      if (target.kind === 'raw')
        return Promise.resolve({ frames: [], provenance: { sourceId: 's', query: 'raw', executedAt: 0, notices: [] } });
      if (refuse(target)) return Promise.reject(new SourceError('query', 'unsupported mean iterator type'));
      const columns = target.fields.map((name, index) => ({
        name,
        type: 'number' as const,
        values: [(index + 1) * target.scale],
      }));
      return Promise.resolve({
        frames: [{ key: 'k', name: 'n', labels: {}, shape: 'series', times: [query.from], columns }],
        provenance: { sourceId: 's', query: target.fields.join(), executedAt: 0, notices: [] },
      });
    },
  },
  signal,
);
const ask = (target: SelectTarget, extra: Partial<RangeQuery> = {}) =>
  batcher.query('s', { target, from: 0, to: 100, interval: 10, ...extra }, signal);
const columnsOf = (answer: QueryAnswer) =>
  answer.frames.flatMap((frame) => frame.columns.map((column) => [column.name, column.values[0]]));

beforeEach(() => {
  asked.length = 0;
  refuse = () => false;
});

describe('asking at one moment', () => {
  it('merges fields of one measurement and hands out to each its own, scaled', async () => {
    const [one, two] = await Promise.all([
      ask(select({ fields: ['idle'], scale: -1 })),
      ask(select({ fields: ['user', 'idle'] })),
    ]);
    expect(asked).toHaveLength(1);
    expect(columnsOf(one)).toEqual([['idle', -1]]);
    expect(columnsOf(two)).toEqual([
      ['idle', 1],
      ['user', 2],
    ]);
    expect(two.provenance.query).toBe('idle,user');
  });

  it('merges nothing that differs in more than that', async () => {
    const base = select({});
    const others = [
      select({ measurement: 'mem' }),
      select({ aggregate: 'max' }),
      select({ transform: 'rate' }),
      select({ groupBy: ['host'] }),
      select({ filters: [{ tag: 'host', op: '=', value: 'a' }] }),
    ];
    await Promise.all([
      ask(base),
      ...others.map((target) => ask(target)),
      ask(base, { interval: 20 }),
      ask(base, { to: 200 }),
      ask(base, { from: 60 }),
    ]);
    expect(asked).toHaveLength(9);
  });

  it('starts at the earliest of starts that are close', async () => {
    await Promise.all([ask(select({}), { from: 30 }), ask(select({ fields: ['user'] }), { from: 10 })]);
    expect(asked.map((query) => query.from)).toEqual([10]);
  });

  it('never asks for more than twenty fields at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => ask(select({ fields: [`f${index}`] }))));
    expect(asked.map((query) => (query.target.kind === 'select' ? query.target.fields.length : 0))).toEqual([20, 10]);
  });

  it('asks for each alone when the merged query is refused', async () => {
    refuse = (target) => target.fields.includes('text');
    const results = await Promise.allSettled([ask(select({ fields: ['text'] })), ask(select({}))]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
  });

  it('leaves raw text alone', async () => {
    await batcher.query(
      's',
      { target: { kind: 'raw', language: 'sql', text: 'x', shape: 'series' }, from: 0, to: 1, interval: 1 },
      signal,
    );
    expect(asked).toHaveLength(1);
  });
});
