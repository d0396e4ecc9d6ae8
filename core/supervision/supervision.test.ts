import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EngineMessage, engineFailures, silenceLimit } from '#core/contract/host.ts';
import {
  giveUpAfter,
  type Supervision,
  type SupervisionEvent,
  stableAfter,
  startLimit,
  stopLimit,
  supervise,
} from './supervision.ts';

const ready: EngineMessage = { kind: 'ready', port: 7007, pid: 42, epoch: 'e1', version: '1.0.0', write: null };
const heartbeat: EngineMessage = { kind: 'heartbeat', rssBytes: 1, loopDelayMs: 2, connections: 3 };

/** Runs timed events through the reducer and returns the last state and everything it asked for. */
function play(events: [number, SupervisionEvent][], from: Supervision = { phase: 'idle' }) {
  let state = from;
  const effects: unknown[] = [];
  for (const [now, event] of events) {
    const step = supervise(state, event, now, 0.5);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const running: [number, SupervisionEvent][] = [
  [0, { kind: 'start', port: 0 }],
  [10, { kind: 'message', message: ready }],
];

describe('supervise', () => {
  it('launches once, however often it is told to start', () => {
    const { effects } = play([
      [0, { kind: 'start', port: 7007 }],
      [1, { kind: 'start', port: 7007 }],
    ]);
    expect(effects).toEqual([{ kind: 'launch', port: 7007 }]);
  });

  it('restarts a dead engine on the port it had, after a wait', () => {
    const dead = play([...running, [100, { kind: 'exited', detail: 'code 1' }]]);
    expect(dead.state).toMatchObject({ phase: 'waiting', port: 7007, deaths: 1 });
    const early = play([[110, { kind: 'tick' }]], dead.state);
    expect(early.effects).toEqual([]);
    const due = play([[1_000, { kind: 'tick' }]], dead.state);
    expect(due.effects).toEqual([{ kind: 'launch', port: 7007 }]);
  });

  it('waits longer after each death in a row and forgives them after a stable minute', () => {
    let { state } = play([[0, { kind: 'start', port: 0 }]]);
    let now = 0;
    const waits: number[] = [];
    for (let death = 0; death < 4; death += 1) {
      state = play(
        [
          [now, { kind: 'message', message: ready }],
          [now + 1_000, { kind: 'exited', detail: '' }],
        ],
        state,
      ).state;
      if (state.phase !== 'waiting') throw new Error(state.phase);
      waits.push(state.at - now - 1_000);
      now = state.at;
      state = play([[now, { kind: 'tick' }]], state).state;
    }
    expect(waits).toEqual([300, 600, 1_200, 2_400]);
    const stable = play(
      [
        [now, { kind: 'message', message: ready }],
        [now + stableAfter, { kind: 'exited', detail: '' }],
      ],
      state,
    );
    expect(stable.state).toMatchObject({ phase: 'waiting', deaths: 1 });
  });

  it('replaces an engine that stopped speaking', () => {
    const silent: [number, SupervisionEvent][] = [];
    for (let now = 1_000; now <= silenceLimit + 1_000; now += 1_000) silent.push([now, { kind: 'tick' }]);
    const { state, effects } = play([...running, ...silent]);
    expect(state).toMatchObject({ phase: 'waiting', cause: { reason: 'hung' } });
    expect(effects.at(-1)).toEqual({ kind: 'kill' });
  });

  it('does not blame the engine for a silence in which the host slept itself', () => {
    const { state } = play([...running, [500, { kind: 'tick' }], [3_600_000, { kind: 'tick' }]]);
    expect(state.phase).toBe('running');
  });

  it('replaces an engine that never gets ready', () => {
    const { state, effects } = play([
      [0, { kind: 'start', port: 0 }],
      [startLimit, { kind: 'tick' }],
    ]);
    expect(state).toMatchObject({ phase: 'waiting', cause: { reason: 'slow-start' } });
    expect(effects).toContainEqual({ kind: 'kill' });
  });

  it.each(['locked', 'data-unwritable', 'state-newer', 'state-damaged', 'native-missing', 'port-taken'] as const)(
    'gives up at once on %s at the first start',
    (reason) => {
      const { state } = play([
        [0, { kind: 'start', port: 7007 }],
        [5, { kind: 'message', message: { kind: 'failed', reason, detail: 'x' } }],
      ]);
      expect(state).toEqual({ phase: 'failed', cause: { reason, detail: 'x' } });
    },
  );

  it.each(['port-taken', 'locked', 'data-unwritable'] as const)('keeps trying for what was its own: %s', (reason) => {
    const { state } = play([
      ...running,
      [20, { kind: 'exited', detail: '' }],
      [1_000, { kind: 'tick' }],
      [1_010, { kind: 'message', message: { kind: 'failed', reason, detail: '7007' } }],
    ]);
    expect(state).toMatchObject({ phase: 'waiting', port: 7007, deaths: 2 });
  });

  it('gives up on an engine that never came up', () => {
    let state: Supervision = { phase: 'idle' };
    let now = 0;
    state = supervise(state, { kind: 'start', port: 0 }, now, 0).state;
    for (let death = 1; death < giveUpAfter; death += 1) {
      state = supervise(state, { kind: 'exited', detail: 'code 1' }, now, 0).state;
      expect(state.phase).toBe('waiting');
      now += 60_000;
      state = supervise(state, { kind: 'tick' }, now, 0).state;
    }
    state = supervise(state, { kind: 'exited', detail: 'code 1' }, now, 0).state;
    expect(state).toEqual({ phase: 'failed', cause: { reason: 'exit', detail: 'code 1' } });
  });

  it('asks for a clean end first and kills after the limit', () => {
    const stopping = play([...running, [100, { kind: 'stop' }]]);
    expect(stopping.effects.at(-1)).toEqual({ kind: 'ask-to-stop' });
    expect(play([[100 + stopLimit - 1, { kind: 'tick' }]], stopping.state).effects).toEqual([]);
    expect(play([[100 + stopLimit, { kind: 'tick' }]], stopping.state).effects).toEqual([{ kind: 'kill' }]);
    expect(play([[200, { kind: 'exited', detail: '' }]], stopping.state).state.phase).toBe('stopped');
  });

  it('never has two engines, whatever happens in whatever order', () => {
    const event = fc.oneof(
      fc.constant<SupervisionEvent>({ kind: 'start', port: 0 }),
      fc.constant<SupervisionEvent>({ kind: 'tick' }),
      fc.constant<SupervisionEvent>({ kind: 'stop' }),
      fc.constant<SupervisionEvent>({ kind: 'exited', detail: '' }),
      fc.constantFrom(ready, heartbeat).map((message): SupervisionEvent => ({ kind: 'message', message })),
      fc.constantFrom(...engineFailures).map(
        (reason): SupervisionEvent => ({
          kind: 'message',
          message: { kind: 'failed', reason, detail: '' },
        }),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 70_000 }), event), { maxLength: 60 }), (script) => {
        let state: Supervision = { phase: 'idle' };
        let now = 0;
        let living = 0;
        for (const [pause, next] of script) {
          now += pause;
          if (next.kind === 'exited') living = 0;
          const step = supervise(state, next, now, 0.5);
          state = step.state;
          for (const effect of step.effects) {
            if (effect.kind === 'launch') living += 1;
            if (effect.kind === 'kill') living = 0;
            expect(living).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
