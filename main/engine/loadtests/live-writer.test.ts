import { expect, test } from 'vitest';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { LiveWriter, lastMs, mostWaiting } from './live-writer.ts';

function stage() {
  const clock = new VirtualClock();
  const written: string[] = [];
  const events: string[] = [];
  const sink = { down: false };
  const write = (_: string, lines: string) => {
    if (sink.down) return Promise.reject(new Error('503'));
    written.push(lines);
    return Promise.resolve();
  };
  const writer = new LiveWriter({ has: () => true, write }, 's', clock, 0, (_, event) => events.push(event));
  return { clock, written, events, sink, writer };
}
const interval = (n: number) => ({ to: n * 5000, lines: `line ${n}` });

test('writes in order and remembers how far it came', async () => {
  const { writer, written } = stage();
  writer.push([interval(1), interval(2)]);
  await writer.finish();
  expect(written).toEqual(['line 1', 'line 2']);
  expect(writer.report).toEqual({ upTo: 10_000, failed: 0, dropped: 0, lastError: null });
});

test('keeps what was refused, counts it, says so once, and delivers it in order later', async () => {
  const { writer, written, sink, clock, events } = stage();
  sink.down = true;
  writer.push([interval(1)]);
  await clock.advance(12_000);
  writer.push([interval(2)]);
  expect(writer.report).toMatchObject({ failed: 3, upTo: 0, lastError: '503' });
  sink.down = false;
  await clock.advance(5000);
  expect(written).toEqual(['line 1', 'line 2']);
  expect(events).toEqual(['failed', 'recovered']);
});

test('drops the oldest when too many wait, and says how many', async () => {
  const { writer, written, sink, clock, events } = stage();
  sink.down = true;
  writer.push(Array.from({ length: mostWaiting + 3 }, (_, i) => interval(i + 1)));
  expect(writer.report.dropped).toBe(3);
  expect(events).toContain('dropped');
  sink.down = false;
  await clock.advance(5000);
  await writer.finish();
  expect(written[0]).toBe('line 4');
  expect(written).toHaveLength(mostWaiting);
});

test('gives up at the end of the run after a few attempts', async () => {
  const { writer, written, sink, clock } = stage();
  sink.down = true;
  writer.push([interval(1)]);
  const done = writer.finish();
  await clock.advance(20_000);
  await done;
  expect(written).toEqual([]);
});

test('a source that is slow holds the end of the run back for a bounded time; the rest is counted and told', async () => {
  const clock = new VirtualClock();
  const events: string[] = [];
  const slow = { has: () => true, write: () => clock.sleep(9000) };
  const writer = new LiveWriter(slow, 's', clock, 0, (report, event) => events.push(`${event} ${report.dropped}`));
  writer.push(Array.from({ length: 100 }, (_, i) => interval(i + 1)));
  let finished = false;
  const done = writer.finish().then(() => {
    finished = true;
  });
  await clock.advance(lastMs);
  expect(finished).toBe(true);
  await done;
  expect(writer.report).toMatchObject({ upTo: 5000, dropped: 99 });
  expect(events).toEqual(['dropped 99']);
  await clock.advance(60_000);
  expect(writer.report.upTo).toBe(5000);
});

test('what a dead source did not take by the end is counted as dropped, and left alone by an engine that closes', async () => {
  const { writer, sink, clock, events } = stage();
  sink.down = true;
  writer.push([interval(1), interval(2)]);
  const done = writer.finish();
  await clock.advance(lastMs);
  await done;
  expect(writer.report.dropped).toBe(2);
  expect(events).toEqual(['failed', 'dropped']);
  const other = stage();
  other.sink.down = true;
  other.writer.push([interval(1)]);
  other.writer.close();
  await other.writer.finish();
  expect(other.writer.report.dropped).toBe(0);
});
