import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LineCutter } from './file-follower.ts';
import { LogWindow, parseLogLine } from './log-lines.ts';
import { loadPicture, savePicture } from './picture-file.ts';
import { RunTail } from './run-tail.ts';
import { cellWidth, type TailOrder } from './tick.ts';

const header =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect,Hostname\n';
const t0 = 1_795_273_740_000;
const row = (at: number, label: string, ok = true, elapsed = 100) =>
  `${t0 + at},${elapsed},${label},${ok ? 200 : 500},${ok ? 'OK' : 'Server Error'},g 1-1,text,${ok},,1000,100,2,2,null,50,0,1,h\n`;

let folder: string;
let now: number;
let order: TailOrder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-tail-'));
  now = t0;
  const at = (name: string) => join(folder, name);
  order = {
    samples: at('samples.jtl'),
    stdout: at('stdout.log'),
    stderr: at('stderr.log'),
    log: at('jmeter.log'),
    picture: at('picture.bin'),
    live: { application: 'checkout', tags: { runId: 'r1' }, from: 0 },
    over: false,
    host: 'h',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tailOf = (changes: Partial<TailOrder> = {}) =>
  new RunTail({ ...order, ...changes }, { now: () => now, monotonic: () => now });

describe('following a run', () => {
  test('before there are files there is nothing, and that is no error', () => {
    const tail = tailOf();
    expect(tail.step(100)).toBe(true);
    expect(tail.tick().picture).toMatchObject({ rows: 0, total: null, lagMs: null, labels: [] });
  });

  test('a row that is written halfway waits for its end, and counts once', () => {
    const tail = tailOf();
    const line = row(0, 'a');
    writeFileSync(order.samples, header + line.slice(0, 40));
    tail.step(100);
    expect(tail.tick().picture.rows).toBe(0);
    appendFileSync(order.samples, line.slice(40));
    tail.step(100);
    expect(tail.tick().picture).toMatchObject({ rows: 1, cut: false, total: { samples: 1, mean: 100 } });
  });

  test('a cut last row is told as such at the end', () => {
    writeFileSync(order.samples, header + row(0, 'a') + row(10, 'a').slice(0, 30));
    const tail = tailOf();
    tail.step(100);
    tail.end();
    expect(tail.tick()).toMatchObject({ final: true, picture: { rows: 1, cut: true, skipped: 0 } });
  });

  test('a tail that comes late tells the same as one that was there from the beginning', () => {
    const rows = Array.from({ length: 500 }, (_, i) =>
      row(i * 20, i % 3 === 0 ? 'a' : 'b', i % 7 !== 0, (i * 37) % 400),
    );
    const early = tailOf();
    writeFileSync(order.samples, header);
    for (let i = 0; i < rows.length; i += 50) {
      appendFileSync(order.samples, rows.slice(i, i + 50).join(''));
      early.step(100);
      early.tick();
    }
    const late = tailOf();
    late.step(100);
    for (const tail of [early, late]) tail.end();
    expect(early.whole()).toEqual(late.whole());
  });

  test('it stops reading when its time is used up and goes on from there', () => {
    writeFileSync(order.samples, header + Array.from({ length: 20_000 }, (_, i) => row(i, 'a')).join(''));
    const tail = new RunTail(order, { now: () => now, monotonic: () => (now += 60) });
    let steps = 1;
    while (!tail.step(100)) steps += 1;
    expect(steps).toBeGreaterThan(2);
    expect(tail.tick().picture.rows).toBe(20_000);
  });

  test('it says how far behind it is while there is more to read', () => {
    writeFileSync(order.samples, header + Array.from({ length: 20_000 }, () => row(0, 'a')).join(''));
    const tail = tailOf();
    expect(tail.step(0)).toBe(false);
    now = t0 + 5100;
    expect(tail.tick().picture.lagMs).toBe(5000);
    while (!tail.step(100));
    expect(tail.tick().picture.lagMs).toBe(0);
  });

  test('the second that is still being filled is not complete; a quiet one behind it is', () => {
    writeFileSync(order.samples, header + row(0, 'a') + row(1200, 'a'));
    const tail = tailOf();
    now = t0 + 1400;
    tail.step(100);
    expect(tail.tick().picture.history.completeTo).toBe(t0 + 1000);
    now = t0 + 9500;
    expect(tail.tick().picture.history.completeTo).toBe(t0 + 8000);
    tail.end();
    expect(tail.tick().picture.history.completeTo).toBe(t0 + 2000);
  });

  test('only buckets that changed are told again', () => {
    writeFileSync(order.samples, header + row(0, 'a') + row(5000, 'b'));
    const tail = tailOf();
    tail.step(100);
    const first = tail.tick().picture.history;
    expect([first.whole, first.labels, first.cells.length / cellWidth]).toEqual([true, ['', 'a', 'b'], 4]);
    appendFileSync(order.samples, row(5100, 'b', false));
    tail.step(100);
    const second = tail.tick().picture.history;
    expect([second.whole, second.labels, second.codes]).toEqual([false, [], ['500']]);
    expect([...second.cells].filter((_, index) => index % cellWidth === 0)).toEqual([t0 + 5000, t0 + 5000]);
  });

  test('live numbers go out once an interval is over, with nothing lost and nothing twice', () => {
    writeFileSync(order.samples, header + row(0, 'a') + row(4000, 'a', false));
    const tail = tailOf();
    tail.step(100);
    now = t0 + 6000;
    expect(tail.tick().live.map(({ lines }) => lines)).toEqual([expect.stringContaining('started')]);
    now = t0 + 6600;
    const [interval] = tail.tick().live;
    expect(interval?.to).toBe(t0 + 5000);
    expect(interval?.lines).toMatch(/transaction=all,statut=all,runId=r1 count=2,/);
    expect(interval?.lines).not.toMatch(/count=2i/);
    expect(tail.tick().live).toEqual([]);
    appendFileSync(order.samples, row(7000, 'a'));
    tail.step(100);
    tail.end();
    const last = tail.tick().live;
    expect(last.map(({ to }) => to)).toEqual([t0 + 10_000, t0 + 12_000]);
    expect(last.at(-1)?.lines).toContain('ended');
  });

  test('an engine that takes over sends only what the one before did not', () => {
    writeFileSync(order.samples, header + row(0, 'a') + row(5100, 'a'));
    const tail = tailOf({ live: { application: 'checkout', tags: {}, from: t0 + 5000 } });
    tail.step(100);
    tail.end();
    expect(tail.tick().live.map(({ to }) => to)).toEqual([t0 + 10_000, expect.any(Number)]);
  });

  test('assertion failures and codes are told apart', () => {
    writeFileSync(order.samples, header + row(0, 'a', false) + row(1, 'a').replace(',true,,', ',false,too slow,'));
    const tail = tailOf();
    tail.step(100);
    expect(tail.tick().picture.errors).toEqual([
      { label: 'a', code: '500', message: 'Server Error', count: 1 },
      { label: 'a', code: 'assertion', message: 'too slow', count: 1 },
    ]);
  });

  test('the log tells levels, keeps stack traces with their line, and counts what fell out', () => {
    writeFileSync(order.stdout, 'Starting standalone test @ x (123)\nsummary + 1 in 00:00:01\n... end of run\n');
    const many = Array.from({ length: 3000 }, (_, i) => `2026-11-21 15:09:07,219 INFO o.a.j.X: line ${i}\n`).join('');
    writeFileSync(order.log, `${many}2026-11-21 15:09:08,000 ERROR o.a.j.Y: broken\n\tat z\n`);
    const tail = tailOf();
    tail.step(1e9);
    const { picture, marks } = tail.tick();
    expect(marks).toMatchObject({ startedAt: 123, endOfRun: true, firstError: 'broken at z' });
    expect(picture.log.lines).toHaveLength(2000);
    expect(picture.log.dropped).toBe(1004);
    expect(picture.log.lines.slice(-2)).toMatchObject([
      { level: 'ERROR', origin: 'o.a.j.Y', text: 'broken' },
      { level: 'ERROR', origin: 'o.a.j.Y', text: '\tat z', at: null },
    ]);
    expect(tail.tick().picture.log).toEqual({ lines: [], dropped: 1004 });
  });
});

describe('the kept picture', () => {
  test('is read back as it was', async () => {
    writeFileSync(order.samples, header + row(0, 'a') + row(4000, 'a', false));
    const tail = tailOf();
    tail.step(100);
    tail.end();
    const whole = tail.whole();
    expect(savePicture(order.picture, whole)).toBe(true);
    expect(await loadPicture(order.picture)).toEqual(whole);
  });

  test('missing, broken, or where it cannot be written: told by an answer, not thrown', async () => {
    expect(await loadPicture(join(folder, 'none'))).toBeUndefined();
    writeFileSync(order.picture, 'nonsense');
    expect(await loadPicture(order.picture)).toBeUndefined();
    expect(savePicture(join(folder, 'no', 'where'), tailOf().whole())).toBe(false);
  });
});

test('lines are cut where they end, through characters of several bytes and line ends of Windows', () => {
  const cutter = new LineCutter();
  const bytes = new TextEncoder().encode('서울\r\n부');
  expect(cutter.push(bytes.subarray(0, 2))).toEqual([]);
  expect(cutter.push(bytes.subarray(2))).toEqual(['서울']);
  expect(cutter.rest()).toBe('부');
  expect(cutter.push(new Uint8Array(70_000).fill(65))).toEqual(['A'.repeat(70_000)]);
});

test('a line of jmeter.log', () => {
  const before = { level: 'INFO', origin: '' } as const;
  expect(parseLogLine('2026-11-21 15:09:07,219 WARN o.a.j.JMeter: a: b', before)).toEqual({
    at: new Date(2026, 10, 21, 15, 9, 7, 219).getTime(),
    level: 'WARN',
    origin: 'o.a.j.JMeter',
    text: 'a: b',
    starts: true,
  });
});

test('a window of lines gives those after a number, the newest when there are too many', () => {
  const window = new LogWindow(3);
  for (let i = 1; i <= 10; i += 1) window.add({ at: null, level: 'INFO', origin: '', text: String(i) });
  expect(window.after(0).map(({ n }) => n)).toEqual([8, 9, 10]);
  expect(window.after(9).map(({ text }) => text)).toEqual(['10']);
  expect(window.after(10)).toEqual([]);
  expect(window.dropped).toBe(7);
});
