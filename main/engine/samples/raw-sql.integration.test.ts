import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from './testing.ts';

let test: TestStore;
beforeEach(async () => {
  test = await openTestStore();
});
afterEach(() => test.dispose());

describe('raw SQL', () => {
  const raw = (text: string, shape: 'series' | 'table' = 'series') =>
    test.store.query({ target: { kind: 'raw', language: 'sql', text, shape }, from: 1000, to: 3000, interval: 10_000 });

  it('fills in the range and gives series by their text columns', async () => {
    await test.write('m,h=a v=1 500\nm,h=a v=2 1000\nm,h=b v=3 2000\nm,h=a v=4 2500');
    const answer = await raw(`SELECT time, h, v, v * $__interval_ms AS w FROM m WHERE $timeFilter ORDER BY time DESC`);
    expect(answer.frames.map((frame) => [frame.name, frame.times, frame.columns[0]?.values])).toEqual([
      ['v a', [1000, 2500], [2, 4]],
      ['w a', [1000, 2500], [20_000, 40_000]],
      ['v b', [2000], [3]],
      ['w b', [2000], [30_000]],
    ]);
    const table = await raw(
      `SELECT $__from AS f, $__to AS t, INTERVAL '$__interval' = INTERVAL 10 SECOND AS i`,
      'table',
    );
    expect(table.frames[0]?.columns.map((column) => column.values[0])).toEqual([1000, 3000, 1]);
  });

  it.each([
    'DROP TABLE store.measurements',
    "INSERT INTO store.measurements VALUES (9, 'x')",
    'SELECT 1; SELECT 2',
    "SET memory_limit = '1GB'",
    'PRAGMA database_list',
    "ATTACH '/tmp/other.db'",
    "COPY (SELECT 1) TO '/tmp/watchfloor-copy.csv'",
    'INSTALL httpfs',
    'CALL pragma_version()',
    'WITH x AS (SELECT 1) DELETE FROM store.measurements',
    'EXPLAIN ANALYZE DELETE FROM store.measurements',
  ])('refuses %s', async (text) => {
    await test.write('m v=1 1000');
    await expect(raw(text, 'table')).rejects.toMatchObject({ name: 'StoreError' });
    expect((await test.sql('SELECT count(*) AS n FROM store.measurements')).columns[0]?.values).toEqual([1]);
  });

  it.each([
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM glob('/*')",
  ])('reads no file: %s', async (text) => {
    await expect(raw(text, 'table')).rejects.toMatchObject({ code: 'query-failed' });
  });

  it('cuts a long answer and says so', async () => {
    const small = await openTestStore({ limits: { queryRows: 100 } });
    try {
      const target = {
        kind: 'raw',
        language: 'sql',
        text: 'SELECT range AS n FROM range(5000)',
        shape: 'table',
      } as const;
      const answer = await small.store.query({ target, from: 0, to: 1, interval: 1 });
      expect(answer.frames[0]?.columns[0]?.values).toHaveLength(100);
      expect(answer.notices).toEqual(['The answer was cut at 100 rows.']);
    } finally {
      await small.dispose();
    }
  });

  it('stops a query that is cancelled or takes too long, and goes on answering', async () => {
    const endless = 'SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range % 7 = b.range % 11';
    const controller = new AbortController();
    const target = { kind: 'raw', language: 'sql', text: endless, shape: 'table' } as const;
    const cancelled = test.store.query({ target, from: 0, to: 1, interval: 1 }, controller.signal);
    const answered = await raw('SELECT 1 AS one', 'table');
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
    expect(answered.frames[0]?.columns[0]?.values).toEqual([1]);
    const hasty = await openTestStore({ limits: { queryMilliseconds: 100 } });
    try {
      await expect(hasty.store.query({ target, from: 0, to: 1, interval: 1 })).rejects.toMatchObject({
        code: 'query-timeout',
      });
      expect((await hasty.sql('SELECT 2 AS two')).columns[0]?.values).toEqual([2]);
    } finally {
      await hasty.dispose();
    }
  });
});
