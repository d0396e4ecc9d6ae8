import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSampleStore } from './connect.ts';
import { StoreError } from './store.ts';
import { openTestStore, type TestStore, workerUrl } from './testing.ts';

let test: TestStore;
beforeEach(async () => {
  test = await openTestStore();
});
afterEach(() => test.dispose());

describe('keeping house', () => {
  it('knows the hosts, their rhythm and their tag values, also after it was opened again', async () => {
    const lines = [1, 2, 3, 4].map(
      (tick) => `cpu,host=a,cpu=c0 v=1 ${tick * 10_000}\ncpu,host=a,cpu=c1 v=1 ${tick * 10_000}`,
    );
    await test.write(`${lines.join('\n')}\nmem,host=b v=1 5000\nloose v=1 1`);
    expect(await test.store.hosts()).toEqual([
      { host: 'a', lastSeen: 40_000, measurements: [{ measurement: 'cpu', lastSeen: 40_000, interval: 10_000 }] },
      { host: 'b', lastSeen: 5000, measurements: [{ measurement: 'mem', lastSeen: 5000 }] },
    ]);
    expect(await test.store.tagValues('cpu', 'cpu')).toEqual(['c0', 'c1']);
    expect(await test.store.tagValues('cpu', 'cpu', 1)).toEqual(['c0']);
    expect(await test.store.tagValues('cpu', 'nothing')).toEqual([]);
    await test.reopen();
    expect((await test.store.hosts()).map((host) => [host.host, host.lastSeen])).toEqual([
      ['a', 40_000],
      ['b', 5000],
    ]);
    await test.write('cpu,host=a,cpu=c0 v=1 55000');
    expect((await test.store.hosts())[0]?.measurements[0]?.interval).toBe(15_000);
  });

  it('drops what is too old, of the measurements asked for, with the series that are empty then', async () => {
    await test.write('a,h=old v=1 1000\na,h=new v=1 1000\na,h=new v=2 5000\nb,h=old v=1 1000');
    expect(await test.store.applyRetention(3000, ['a'])).toBe(2);
    expect(await test.store.tagValues('a', 'h')).toEqual(['new']);
    expect((await test.store.stats()).rows).toBe(2);
    expect((await test.store.stats()).series).toBe(2);
    await test.write('a,h=old v=7 6000');
    expect((await test.sql('SELECT time, h, v FROM a ORDER BY time')).columns.map((column) => column.values)).toEqual([
      ['new', 'old'],
      [2, 7],
    ]);
    expect(await test.store.applyRetention(100_000)).toBe(3);
  });

  it('writes a copy that opens by itself and holds everything', async () => {
    await test.write('m,h=a v=1 1000');
    const path = join(test.folder, 'copy.duckdb');
    await test.store.backup(path);
    await expect(test.store.backup(path)).rejects.toMatchObject({ code: 'storage' });
    await test.write('m,h=a v=2 2000');
    const copy = await openSampleStore({ file: path, worker: workerUrl });
    const answer = await copy.query({
      target: { kind: 'raw', language: 'sql', text: 'SELECT time, v FROM m', shape: 'table' },
      from: 0,
      to: 1,
      interval: 1,
    });
    await copy.close();
    expect(answer.frames[0]?.columns[0]?.values).toEqual([1]);
  });

  it('commits what was accepted when it closes, and refuses everything afterwards', async () => {
    const writing = test.write('m v=1 1000');
    const closing = test.store.close();
    await expect(writing).resolves.toMatchObject({ written: 1 });
    await closing;
    await expect(test.write('m v=2 2000')).rejects.toMatchObject({ code: 'unavailable' });
    expect(existsSync(`${test.file}.wal`)).toBe(false);
  });

  it('says why it cannot open: held by another, or damaged', async () => {
    await expect(
      openSampleStore({ file: join(test.folder, 'missing', 'x.duckdb'), worker: workerUrl }),
    ).rejects.toMatchObject({ code: 'storage' });
    await test.write('m v=1 1000');
    await expect(
      openSampleStore({ file: join(test.folder, '..', 'no-such-folder-here', 'x'), worker: workerUrl }),
    ).rejects.toBeInstanceOf(StoreError);
  });
});
