import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

  it('closes at once although a query is running', async () => {
    const text = 'SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range % 7 = b.range % 11';
    const endless = test.store.query({
      target: { kind: 'raw', language: 'sql', text, shape: 'table' },
      from: 0,
      to: 1,
      interval: 1,
    });
    const ended = endless.catch((error: unknown) => error);
    await test.store.schema();
    const started = performance.now();
    await test.store.close();
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await ended).toBeInstanceOf(StoreError);
  });

  it('says why it cannot open: no folder, a damaged file, a file another process holds', async () => {
    const missing = join(test.folder, 'missing', 'x.duckdb');
    await expect(openSampleStore({ file: missing, worker: workerUrl })).rejects.toMatchObject({ code: 'storage' });
    const damaged = join(test.folder, 'damaged.duckdb');
    writeFileSync(damaged, 'not a database, but long enough to be looked at as one. '.repeat(200));
    await expect(openSampleStore({ file: damaged, worker: workerUrl })).rejects.toMatchObject({ code: 'storage' });
    const held = join(test.folder, 'held.duckdb');
    const script = fileURLToPath(new URL('./testing-writer.ts', import.meta.url));
    const other = spawn(process.execPath, [script, held, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(other.stdout, 'data');
      await expect(openSampleStore({ file: held, worker: workerUrl })).rejects.toThrow(/lock/);
    } finally {
      other.kill('SIGKILL');
      await once(other, 'close');
    }
  });

  it('tells once that its thread is lost, and rejects what was under way and what comes after', async () => {
    const text = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => { throw new Error('broken'); });
      parentPort.postMessage({ kind: 'ready' });`;
    const lost: string[] = [];
    const broken = await openSampleStore({
      file: join(test.folder, 'x'),
      worker: new URL(`data:text/javascript,${encodeURIComponent(text)}`),
      onLost: (reason) => lost.push(reason),
    });
    await expect(broken.schema()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(broken.hosts()).rejects.toMatchObject({ code: 'unavailable' });
    await broken.close();
    expect(lost).toEqual(["The sample store's thread failed: Error: broken"]);
  });
});
