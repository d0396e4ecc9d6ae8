import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '#core/contract/loadtests.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import type { ProcessEntry, ProcessTable } from '../processes/process-table.ts';
import { ActiveRun, type ActiveRunDeps } from './active-run.ts';
import type { ProcessRecord } from './process-record.ts';
import { type Marks, noMarks } from './tail/marks.ts';
import type { TailListener } from './tail/tail-client.ts';
import type { Picture, TailOrder } from './tail/tick.ts';
import { testRun } from './testing/run.ts';

const jvm: ProcessEntry = { pid: 4711, parent: 1, started: 'tuesday', command: 'java' };

/** A run whose JVM, files and disk are played by the test. */
function stage(record: Partial<ProcessRecord> = {}, run: Run = testRun) {
  const clock = new VirtualClock();
  const processes = new Map([[jvm.pid, jvm]]);
  const outage = { on: false };
  const ask = <T>(answer: T) =>
    outage.on ? Promise.reject(new Error('too many open files')) : Promise.resolve(answer);
  const table: ProcessTable = {
    find: (pid) => ask(processes.get(pid)),
    list: () => ask([...processes.values()]),
    kill: (pid) => {
      processes.delete(pid);
      return Promise.resolve();
    },
    lookEveryMs: 500,
  };
  const tails: { order: TailOrder; listener: TailListener; drained: boolean; closed: boolean }[] = [];
  const kept: { saved: ProcessRecord[]; ended: Run[]; fail: boolean; free: number } = {
    saved: [],
    ended: [],
    fail: false,
    free: 1e9,
  };
  const states: string[] = [];
  const silent = () => {};
  const deps: ActiveRunDeps = {
    clock,
    table,
    startTail: (order, listener) => {
      const tail = { order, listener, drained: false, closed: false };
      tails.push(tail);
      return {
        drain: () => {
          tail.drained = true;
        },
        close: () => {
          tail.closed = true;
          return Promise.resolve();
        },
      };
    },
    live: { has: () => true, write: () => Promise.reject(new Error('refused')) },
    log: { info: silent, warn: silent, error: silent },
    hostName: 'h',
    epoch: 'e',
    freeBytes: () => Promise.resolve(kept.free),
    save: (_, process) => {
      kept.saved.push(process);
      return Promise.resolve();
    },
    finish: (ended) => {
      if (kept.fail) return Promise.reject(new Error('database or disk is full'));
      kept.ended.push(ended);
      return Promise.resolve();
    },
    onChange: (changed, stateChanged) => {
      if (stateChanged) states.push(changed.state);
    },
  };
  const identity = { pid: jvm.pid, started: jvm.started };
  const active = new ActiveRun(deps, run, {
    identity,
    stopPort: 1,
    asked: null,
    diskFull: false,
    liveUpTo: 0,
    ...record,
  });
  const tell = (
    marks: Partial<Marks>,
    picture: Partial<Picture> = {},
    final = false,
    live: { to: number; lines: string }[] = [],
  ) =>
    tails.at(-1)?.listener.onTick({
      marks: { ...noMarks(), ...marks },
      picture: {
        rows: 0,
        skipped: 0,
        cut: false,
        lagMs: 0,
        firstAt: null,
        lastAt: null,
        total: null,
        labels: [],
        errors: [],
        history: {
          width: 1000,
          whole: false,
          labels: [],
          codes: [],
          cells: new Float64Array(),
          codeCells: new Float64Array(),
          users: new Float64Array(),
          completeTo: 0,
        },
        log: { lines: [], dropped: 0 },
        ...picture,
      },
      live,
      final,
    });
  const keep = () => Promise.resolve();
  return { clock, processes, outage, tails, kept, states, active, tell, keep };
}

/** Stands for JMeter's stop port. */
let words: string[];
let port: number;
let socket: ReturnType<typeof createSocket>;
let heard: () => void = () => {};
beforeEach(async () => {
  words = [];
  socket = createSocket('udp4');
  socket.on('message', (text) => {
    words.push(text.toString('latin1'));
    heard();
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  port = socket.address().port;
});
afterEach(() => new Promise<void>((resolve) => socket.close(resolve)));
/** A few turns of the real loop: the sender's socket closes after the word arrived. */
const sent = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};
const hear = async (count: number) => {
  while (words.length < count) await new Promise<void>((resolve) => (heard = resolve));
};

describe('a run under way', () => {
  test('is preparing until JMeter says that it started, then running, and ends by what its files say', async () => {
    const { active, tell, clock, processes, tails, kept, states } = stage();
    active.follow(false);
    tell({});
    expect(active.run.state).toBe('preparing');
    tell({ startedAt: 1 });
    expect(active.run.state).toBe('running');
    processes.clear();
    await clock.advance(500);
    expect(tails[0]?.drained).toBe(true);
    expect(active.run.state).toBe('running');
    tell({ startedAt: 1, endOfRun: true }, { rows: 5 }, true);
    await active.over;
    expect(kept.ended).toMatchObject([{ state: 'ended', end: 'completed' }]);
    expect(states).toEqual(['running', 'ended']);
  });

  test('its JVM is gone when its pid belongs to another process', async () => {
    const { active, clock, processes, tails } = stage();
    active.follow(false);
    await clock.advance(500);
    expect(tails[0]?.drained).toBe(false);
    processes.set(jvm.pid, { ...jvm, started: 'wednesday' });
    await clock.advance(500);
    expect(tails[0]?.drained).toBe(true);
  });

  test('a stop is written down first; when that fails nothing is stopped', async () => {
    const { active, tell } = stage();
    active.follow(false);
    tell({ startedAt: 1, stopPort: port });
    await expect(active.stop('graceful', () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
    expect(active.run.state).toBe('running');
    expect(words).toEqual([]);
  });

  test('words go out exactly, again until JMeter heard them, the stronger after the weaker, never back', async () => {
    const { active, tell, clock, keep } = stage();
    active.follow(false);
    await active.stop('graceful', keep);
    expect(active.run.state).toBe('stopping');
    tell({ startedAt: 1, stopPort: port });
    await hear(1);
    await clock.advance(2000);
    await hear(2);
    tell({ startedAt: 1, stopPort: port, received: ['Shutdown'] });
    await clock.advance(4000);
    await active.stop('now', keep);
    await hear(3);
    await active.stop('graceful', keep);
    expect(active.process.asked).toBe('now');
    expect(words).toEqual(['Shutdown', 'Shutdown', 'StopTestNow']);
  });

  test('a kill ends the JVM, and the run is killed', async () => {
    const { active, tell, processes, keep, kept } = stage();
    active.follow(false);
    tell({ startedAt: 1 }, { rows: 3 });
    await active.stop('kill', keep);
    expect(processes.size).toBe(0);
    tell({ startedAt: 1 }, { rows: 3 }, true);
    await active.over;
    expect(kept.ended[0]).toMatchObject({ end: 'killed', tail: { rows: 3 } });
  });

  test('without disk space it is stopped at once, and ended when that does not help', async () => {
    const { active, tell, clock, processes, kept } = stage();
    active.follow(false);
    tell({ startedAt: 1, stopPort: port }, { rows: 3 });
    kept.free = 0;
    await clock.advance(2500);
    await hear(1);
    expect(words[0]).toBe('StopTestNow');
    // Heard, but its threads do not end; the datagram's own socket closes in real time.
    tell({ startedAt: 1, stopPort: port, received: ['StopTestNow'] }, { rows: 3 });
    await sent();
    expect(kept.saved.at(-1)?.diskFull).toBe(true);
    expect(processes.size).toBe(1);
    await clock.advance(10_500);
    expect(processes.size).toBe(0);
    tell({ startedAt: 1 }, { rows: 3 }, true);
    await active.over;
    expect(kept.ended[0]?.end).toBe('disk-full');
  });

  test('an end that cannot be kept is told again until it can', async () => {
    const { active, tell, clock, kept } = stage();
    active.follow(true);
    kept.fail = true;
    tell({ startedAt: 1, endOfRun: true }, { rows: 3 }, true);
    await clock.advance(5000);
    expect(active.run.state).not.toBe('ended');
    kept.fail = false;
    await clock.advance(5000);
    await active.over;
    expect(kept.ended).toHaveLength(1);
  });

  test('an engine that lets go keeps what the next one needs, and touches nothing', async () => {
    const { active, tell, processes, tails, kept, keep } = stage();
    active.follow(false);
    tell({ startedAt: 1, stopPort: port });
    await active.stop('graceful', keep);
    await hear(1);
    await active.close();
    expect(tails[0]?.closed).toBe(true);
    expect(processes.size).toBe(1);
    expect(kept.saved.at(-1)).toMatchObject({ asked: 'graceful', identity: { pid: 4711, started: 'tuesday' } });
    expect(kept.ended).toEqual([]);
  });

  test('a stop that the engine before was asked for is carried on', async () => {
    const { active, tell } = stage({ asked: 'now' }, { ...testRun, state: 'stopping' });
    active.follow(false);
    tell({ startedAt: 1, stopPort: port });
    await hear(1);
    expect(words).toEqual(['StopTestNow']);
  });

  test('a run whose JVM was never started has failed', async () => {
    const { active, tell, kept } = stage({ identity: null });
    active.follow(true);
    tell({}, {}, true);
    await active.over;
    expect(kept.ended[0]).toMatchObject({ end: 'failed', reason: 'not-started' });
  });

  test('a thread that fails to read is started again; when it never can, the run still ends', async () => {
    const { active, clock, tails, kept, processes } = stage();
    active.follow(false);
    processes.clear();
    await clock.advance(500);
    for (let i = 0; i < 5; i += 1) {
      tails.at(-1)?.listener.onFailure('permission denied');
      await clock.advance(1000);
    }
    await active.over;
    expect(tails).toHaveLength(5);
    expect(tails[1]?.order.over).toBe(true);
    expect(kept.ended[0]).toMatchObject({ end: 'failed', reason: 'results-unreadable', detail: 'permission denied' });
  });

  test('a run whose reading failed often in its life is read to its end once its JVM is gone', async () => {
    const { active, clock, tails, kept, processes, tell } = stage();
    active.follow(false);
    for (let i = 0; i < 8; i += 1) {
      tails.at(-1)?.listener.onFailure('too many open files');
      await clock.advance(30_000);
    }
    // The reading rests when the JVM goes.
    tails.at(-1)?.listener.onFailure('too many open files');
    expect(kept.ended).toEqual([]);
    processes.clear();
    await clock.advance(500);
    expect(tails.at(-1)?.order.over).toBe(true);
    const opened = tails.length;
    await clock.advance(60_000);
    expect(tails).toHaveLength(opened);
    tell({ startedAt: 1, endOfRun: true }, { rows: 5 }, true);
    await active.over;
    expect(kept.ended[0]).toMatchObject({ end: 'completed' });
  });

  test('a thread that reads well for a while and fails at the end every time does not hold the run for ever', async () => {
    const { active, clock, tails, kept, processes, tell } = stage();
    active.follow(false);
    processes.clear();
    await clock.advance(500);
    for (let i = 0; i < 5; i += 1) {
      for (let n = 0; n < 20; n += 1) tell({ startedAt: 1 }, { rows: n });
      tails.at(-1)?.listener.onFailure('no space');
      await clock.advance(1000);
    }
    await active.over;
    expect(kept.ended[0]).toMatchObject({ end: 'failed', reason: 'results-unreadable' });
  });

  test('failures are forgiven once the reading goes well again', async () => {
    const { active, clock, tails, tell } = stage();
    active.follow(false);
    for (let i = 0; i < 10; i += 1) {
      tails.at(-1)?.listener.onFailure('busy');
      await clock.advance(1000);
      expect(tails).toHaveLength(i + 2);
      for (let n = 0; n < 20; n += 1) tell({ startedAt: 1 }, { rows: n });
    }
    await active.close();
  });

  test('a JVM that was started and could not be looked at is found when the system answers again, and can be killed', async () => {
    const { active, clock, processes, tails, kept, keep, outage } = stage({ identity: null, pid: jvm.pid });
    processes.set(jvm.pid, { ...jvm, command: 'java -Dwatchfloor.run=r1 -jar x' });
    outage.on = true;
    active.follow(false);
    await active.look();
    await clock.advance(2000);
    expect(tails[0]?.drained).toBe(false);
    await active.stop('kill', keep);
    expect(processes.size).toBe(1);
    outage.on = false;
    await clock.advance(500);
    expect(kept.saved.at(-1)?.identity).toEqual({ pid: 4711, started: 'tuesday' });
    expect(processes.size).toBe(0);
    await clock.advance(500);
    expect(tails[0]?.drained).toBe(true);
  });

  test('a JVM that was started and is gone is judged by what it printed, not as never started', async () => {
    const { active, clock, processes, tell, kept } = stage({ identity: null, pid: jvm.pid });
    // Its pid is another program's by now.
    processes.set(jvm.pid, { ...jvm, command: 'java -jar other' });
    active.follow(false);
    await clock.advance(500);
    tell({ startedAt: 1, endOfRun: true }, { rows: 5 }, true);
    await active.over;
    expect(kept.ended[0]).toMatchObject({ end: 'completed' });
    expect(processes.size).toBe(1);
  });

  test('a source that refuses live numbers is told in the log, and the run goes on', async () => {
    const { active, tell, clock } = stage({}, { ...testRun, liveSourceId: 's1' });
    active.follow(false);
    tell({ startedAt: 1 }, {}, false, [{ to: 5000, lines: 'jmeter x=1 1\n' }]);
    await clock.advance(20_000);
    const { lines } = active.picture.feed('').full().log;
    expect(lines).toMatchObject([{ level: 'WARN', origin: 'watchfloor' }]);
    expect(lines[0]?.text).toContain('refused');
    expect(active.run.state).toBe('running');
    await active.close();
  });
});
