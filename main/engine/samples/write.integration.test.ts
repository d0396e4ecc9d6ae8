import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from './store.ts';
import { openTestStore, type TestStore } from './testing.ts';

let test: TestStore;
beforeEach(async () => {
  test = await openTestStore();
});
afterEach(() => test.dispose());

describe('writing', () => {
  it('keeps the good lines of a body and says which were not taken', async () => {
    const outcome = await test.write('cpu,host=a v=1 1000\nnonsense\ncpu,host=a v="text" 2000\ncpu,host=b v=2 2000');
    expect(outcome).toEqual({
      written: 2,
      rejected: 2,
      errors: [
        { line: 2, kind: 'parse', reason: "unable to parse 'nonsense': missing fields" },
        {
          line: 3,
          kind: 'conflict',
          reason:
            'field type conflict: input field "v" on measurement "cpu" is type string, already exists as type float',
        },
      ],
    });
    expect((await test.sql('SELECT count(*) AS n FROM cpu')).columns[0]?.values).toEqual([2]);
  });

  it('adds fields and tags as they come and leaves older points without them', async () => {
    await test.write('m,host=a x=1 1000');
    await test.write('m,host=a,zone=eu x=2,y="été",z=7i,on=t,big=18446744073709551615u 2000');
    const table = await test.sql('SELECT * FROM m ORDER BY time');
    expect(table.times).toEqual([1000, 2000]);
    expect(Object.fromEntries(table.columns.map((column) => [column.name, column.values]))).toEqual({
      host: ['a', 'a'],
      x: [1, 2],
      zone: [null, 'eu'],
      y: [null, 'été'],
      z: [null, 7],
      on: [null, 1],
      big: [null, 2 ** 64],
    });
  });

  it('keeps nanoseconds and whole numbers exactly', async () => {
    await test.write(
      'm v=9223372036854775807i 1700000000123456789\nm v=-9223372036854775808i 1700000000123456790',
      'ns',
    );
    const table = await test.sql('SELECT epoch_ns(time)::VARCHAR AS t, v::VARCHAR AS v FROM m ORDER BY time');
    expect(table.columns.map((column) => column.values)).toEqual([
      ['1700000000123456789', '1700000000123456790'],
      ['9223372036854775807', '-9223372036854775808'],
    ]);
  });

  it('gives points without a time the time of the body', async () => {
    await test.write('m v=1', 'ns', 1_700_000_000_123);
    expect((await test.sql('SELECT * FROM m')).times).toEqual([1_700_000_000_123]);
  });

  it('takes the same body twice as one: fields of the same point are joined and set anew', async () => {
    const body = 'm,host=a x=1 1000\nm,host=a y=2 1000\nm,host=a x=3 2000\nm,host=b x=5 1500';
    await test.write(body);
    await test.write(body);
    await test.write('m,host=a x=9 1000');
    await test.reopen();
    await test.write(`${body.replace('x=1', 'x=10')}\nm,host=a x=4 1700`);
    const table = await test.sql('SELECT time, host, x, y FROM m ORDER BY time, host');
    expect(table.times).toEqual([1000, 1500, 1700, 2000]);
    expect(table.columns.map((column) => column.values)).toEqual([
      ['a', 'b', 'a', 'a'],
      [10, 5, 4, 3],
      [2, null, null, null],
    ]);
    expect((await test.store.stats()).rows).toBe(4);
  });

  it('treats the order of tags and empty tags as the same series', async () => {
    await test.write('m,a=1,b=2 v=1 1000\nm,b=2,a=1 v=2 2000');
    expect((await test.store.schema())[0]?.series).toBe(1);
  });

  it('takes signed and unsigned numbers in one column while they fit', async () => {
    const outcome = await test.write('m a=5i,b=5u 1\nm a=6u,b=6i 2\nm b=-1i 3\nm a=18446744073709551615u 4');
    expect([outcome.written, outcome.errors.map((error) => error.line)]).toEqual([2, [3, 4]]);
  });

  it('keeps names apart that SQL would take for the same, and names that look like SQL', async () => {
    const evil = 'x"\\ ;DROP\\ TABLE\\ a--';
    await test.write(`m,Value=tag value=1,VALUE=2 1000\nM v=3 1000\n${evil} v=4 1000\n select ",\\"=1,time2=2 1`);
    const [first] = (await test.store.schema()).filter((one) => one.measurement === 'm');
    expect(first?.fields.map((field) => [field.name, field.column])).toEqual([
      ['value', 'value_1'],
      ['VALUE', 'VALUE_2'],
    ]);
    expect(
      (await test.sql('SELECT "value_1", "VALUE_2", "Value" FROM m')).columns.map((column) => column.values[0]),
    ).toEqual([1, 2, 'tag']);
    const name = (await test.store.schema()).find((one) => one.measurement.startsWith('x"'))?.measurement ?? '';
    const answer = await test.select({ measurement: name, fields: ['v'] }, 0, 10_000, 1000);
    expect(answer.frames.map((frame) => [frame.times, frame.columns[0]?.values])).toEqual([[[1000], [4]]]);
  });

  it('commits many bodies that arrive together', async () => {
    const bodies = Array.from({ length: 200 }, (_, index) =>
      test.write(`m,host=h${index % 7} v=${index} ${index + 1}`),
    );
    const outcomes = await Promise.all(bodies);
    expect(outcomes.every((outcome) => outcome.written === 1)).toBe(true);
    expect(
      (await test.sql('SELECT count(*) AS n, sum(v) AS s FROM m')).columns.map((column) => column.values[0]),
    ).toEqual([200, 19_900]);
  });

  it('takes more rows than fit one chunk, with gaps in some columns', async () => {
    const lines = Array.from(
      { length: 5000 },
      (_, row) => `m v=${row}${row % 3 === 0 ? `,w=${row}i,s="t${row}",b=${row % 2 === 0}` : ''} ${row + 1}`,
    );
    await test.write(lines.join('\n'));
    const table =
      await test.sql(`SELECT count(*) AS n, count(w) AS w, sum(v) AS v, sum(w) AS sw, count(DISTINCT s) AS s,
      count(*) FILTER (b) AS b, bool_and(s = 't' || w) AS same FROM m`);
    expect(table.columns.map((column) => column.values[0])).toEqual([5000, 1667, 12_497_500, 4_165_833, 1667, 834, 1]);
  });

  it('refuses what passes a named limit, and only that', async () => {
    const small = await openTestStore({
      limits: { measurements: 2, columnsPerMeasurement: 3, series: 4, nameLength: 5, textLength: 4 },
    });
    try {
      const outcome = await small.write(
        [
          'a,h=1 v=1 1',
          'a,h=1 v=1,w=1,x=1,y=1 2',
          'longname v=1 3',
          'b v="12345" 4',
          'b v="1234" 5',
          'c v=1 6',
          'a,h=2 v=1 7',
          'a,h=3 v=1 8',
          'a,h=4 v=1 9',
        ].join('\n'),
      );
      expect(outcome.errors.map((error) => [error.line, error.kind])).toEqual([
        [2, 'limit'],
        [3, 'limit'],
        [4, 'limit'],
        [6, 'limit'],
        [9, 'limit'],
      ]);
    } finally {
      await small.dispose();
    }
  });

  it('pushes back when too much is waiting, when a body is too large and when it is read-only', async () => {
    const small = await openTestStore({ limits: { queueBytes: 30, bodyBytes: 20 } });
    try {
      const results = await Promise.allSettled([
        small.write('m v=1 1000000'),
        small.write('m v=1 1000001'),
        small.write('m v=1 1000002'),
      ]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
      expect(results[2]).toMatchObject({ reason: { code: 'queue-full', retryAfterSeconds: 1 } });
      await expect(small.write('m v=1 100000000000000')).rejects.toMatchObject({ code: 'body-too-large' });
      await small.store.setReadOnly('The disk is nearly full.');
      await expect(small.write('m v=1')).rejects.toEqual(new StoreError('read-only', 'The disk is nearly full.'));
      expect((await small.store.stats()).readOnly).toBe('The disk is nearly full.');
      await small.store.setReadOnly(undefined);
      await expect(small.write('m v=1')).resolves.toMatchObject({ written: 1 });
    } finally {
      await small.dispose();
    }
  });
});
