import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { implement, ORPCError, withEventMeta } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { describe, expect, it } from 'vitest';
import { contract } from '#core/contract/index.ts';
import type { StreamEvent } from '#core/contract/stream.ts';
import type { Pulse } from '#core/contract/system.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import type { EngineClient } from './connection.ts';
import { followStream, type StreamPhase, type StreamPorts } from './stream.ts';
import type { NoContext } from './wire.ts';

const pulse = (queriesPerSecond: number): Pulse => ({
  at: 0,
  sources: { ok: 0, error: 0, total: 0 },
  queriesPerSecond,
  loopDelayMs: 0,
  samplesBytes: 0,
  disk: { freeRatio: 1, level: 'ok' },
  run: null,
  hosts: { reporting: 0, unknown: 0, total: 0, failedSources: 0 },
  warnings: [],
});

interface Attempt {
  stream: string;
  lastEventId: string | undefined;
}

/** One engine over a real MessageChannel whose `pulse` plays a script: an array of events for each attempt. */
function engineWith(script: (Pulse | Error)[][]) {
  const attempts: Attempt[] = [];
  const acknowledged: [string, number][] = [];
  let sequence = 0;
  const os = implement(contract);
  const handler = new RPCHandler({
    system: {
      pulse: os.system.pulse.handler(async function* ({ input, lastEventId, signal }) {
        const events = script[attempts.length];
        attempts.push({ stream: input.stream, lastEventId });
        for (const event of events ?? []) {
          if (event instanceof Error) throw event;
          sequence += 1;
          const value: StreamEvent<Pulse> = { kind: sequence === 1 ? 'full' : 'delta', missed: 0, data: event };
          yield withEventMeta(value, { id: `epoch:${sequence}` });
        }
        if (events === undefined) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
    },
    streams: {
      acknowledge: os.streams.acknowledge.handler(({ input }) => {
        acknowledged.push([input.stream, input.sequence]);
        return { known: true };
      }),
    },
  });
  const { port1, port2 } = new MessageChannel();
  handler.upgrade(port2, { context: {} });
  port2.start();
  const engine: EngineClient = createORPCClient(
    new RPCLink<NoContext>({ port: port1, plugins: [new ResponseValidationPlugin(contract)] }),
  );
  port1.start();
  const painted: (() => void)[] = [];
  const clock = new VirtualClock();
  const ports: StreamPorts = {
    clock,
    random: () => 0.5,
    newId: () => crypto.randomUUID(),
    afterPaint: (task) => painted.push(task),
    acknowledge: (stream, number, signal) => engine.streams.acknowledge({ stream, sequence: number }, { signal }),
  };
  const seen: number[] = [];
  const phases: StreamPhase[] = [];
  const ended = new AbortController();
  const follow = (onEvent: (event: StreamEvent<Pulse>) => void = (event) => seen.push(event.data.queriesPerSecond)) =>
    followStream<Pulse>(
      (input, options) => engine.system.pulse(input, options),
      onEvent,
      ended.signal,
      ports,
      (phase) => phases.push(phase),
    );
  const paint = () => {
    for (const task of painted.splice(0)) task();
  };
  return { attempts, acknowledged, clock, ended, follow, paint, phases, seen };
}

const arrive = async () => {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('followStream', () => {
  it('acknowledges every event, and only after it was painted', async () => {
    const { follow, seen, acknowledged, attempts, paint, ended, clock } = engineWith([[pulse(1), pulse(2)]]);
    const done = follow();
    await arrive();
    expect(seen).toEqual([1, 2]);
    expect(acknowledged).toEqual([]);
    await clock.advance(0);
    ended.abort();
    await done;
    expect(attempts).toHaveLength(1);
    paint();
    await arrive();
    // The attempt is over: credit for it is nobody's.
    expect(acknowledged).toEqual([]);
  });

  it('gives credit back under the id of the attempt that is being read', async () => {
    const { follow, acknowledged, attempts, paint, ended, clock } = engineWith([[], [pulse(1), pulse(2), pulse(3)]]);
    void follow(() => {
      queueMicrotask(paint);
    });
    await arrive();
    await clock.advance(1_000);
    await arrive();
    expect(acknowledged.map(([, sequence]) => sequence)).toEqual([1, 2, 3]);
    expect(new Set(acknowledged.map(([stream]) => stream))).toEqual(new Set([attempts[1]?.stream]));
    ended.abort();
  });

  it('goes on from the last event under a fresh id when the stream breaks or ends', async () => {
    const { follow, seen, attempts, ended, clock, phases } = engineWith([
      [pulse(1), pulse(2)],
      [pulse(3), new Error('the engine fell over')],
      [pulse(4)],
    ]);
    void follow();
    for (let turn = 0; turn < 3; turn += 1) {
      await arrive();
      await clock.advance(1_000);
    }
    await arrive();
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(attempts.map((attempt) => attempt.lastEventId)).toEqual([undefined, 'epoch:2', 'epoch:3', 'epoch:4']);
    expect(new Set(attempts.map((attempt) => attempt.stream)).size).toBe(4);
    expect(phases.filter((phase, at) => phase !== phases[at - 1]).slice(0, 4)).toEqual([
      'opening',
      'live',
      'resuming',
      'live',
    ]);
    ended.abort();
  });

  it('does not repeat what the engine said no to', async () => {
    const { follow, attempts } = engineWith([
      [new ORPCError('FORBIDDEN', { data: { reason: 'role', needed: 'lead' } })],
    ]);
    await expect(follow()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(attempts).toHaveLength(1);
  });

  it('stops at a mistake of its own reader instead of asking again for ever', async () => {
    const { follow, attempts } = engineWith([[pulse(1)]]);
    const mistake = new Error('a chart fell over');
    await expect(
      follow(() => {
        throw mistake;
      }),
    ).rejects.toBe(mistake);
    expect(attempts).toHaveLength(1);
  });

  it('starts clean after an event that does not fit the contract', async () => {
    const bad = { ...pulse(9), disk: { freeRatio: 'all' } } as unknown as Pulse;
    const { follow, attempts, ended, clock } = engineWith([[pulse(1), bad]]);
    void follow();
    await arrive();
    await clock.advance(1_000);
    await arrive();
    expect(attempts.map((attempt) => attempt.lastEventId)).toEqual([undefined, undefined]);
    ended.abort();
  });

  it('ends with its signal', async () => {
    const { follow, ended, attempts, clock } = engineWith([]);
    const done = follow();
    await arrive();
    ended.abort();
    await done;
    await clock.advance(60_000);
    expect(attempts).toHaveLength(1);
  });
});
