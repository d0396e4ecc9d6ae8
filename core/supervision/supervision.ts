import {
  type EngineFailure,
  type EngineHeartbeat,
  type EngineMessage,
  type EngineReady,
  lastingFailures,
  silenceLimit,
} from '#core/contract/host.ts';
import { type Backoff, backoffDelay } from './backoff.ts';

/** Waits between restarts, ms: an operator hardly sees the first, and a broken machine is not kept busy by the last. */
export const restartPace: Backoff = { first: 400, longest: 30_000 };
/** Running this long, ms, forgives earlier deaths. */
export const stableAfter = 60_000;
/** An engine that is not ready after this long, ms, is replaced. Migrations of a large state count in it. */
export const startLimit = 120_000;
/** Time for a clean end, ms; what still runs then is killed. */
export const stopLimit = 1_700;
/** Deaths in a row before the first `ready` ever, after which trying on would only hide the reason. */
export const giveUpAfter = 5;
/** A tick later than this, ms, means that this process itself was held (a sleeping laptop): silence is not held against the engine. */
const heldTick = 4_000;

/** What a host knows of its engine. */
export type Supervision =
  | { phase: 'idle' }
  | { phase: 'starting'; since: number; deaths: number; everReady: boolean; port: number }
  | {
      phase: 'running';
      since: number;
      deaths: number;
      port: number;
      ready: EngineReady;
      heartbeat: EngineHeartbeat | null;
      heardAt: number;
      tickedAt: number;
    }
  /** Dead; the next start is due at `at`. */
  | { phase: 'waiting'; at: number; deaths: number; everReady: boolean; port: number; cause: Death }
  | { phase: 'stopping'; since: number }
  | { phase: 'stopped' }
  /** Given up: another start cannot cure it. */
  | { phase: 'failed'; cause: Death };

/** Why an engine is gone: what it said, what the host did, or how the process ended. */
export interface Death {
  reason: EngineFailure | 'exit' | 'hung' | 'slow-start';
  detail: string;
}

export type SupervisionEvent =
  | { kind: 'start'; port: number }
  | { kind: 'message'; message: EngineMessage }
  | { kind: 'exited'; detail: string }
  | { kind: 'tick' }
  | { kind: 'stop' };

/** What the runner has to do, in this order. */
export type SupervisionEffect = { kind: 'launch'; port: number } | { kind: 'ask-to-stop' } | { kind: 'kill' };

export interface Step {
  state: Supervision;
  effects: readonly SupervisionEffect[];
}

const keep = (state: Supervision): Step => ({ state, effects: [] });

/**
 * One step of watching an engine. Times are monotonic ms. Promises: one engine at a time (no launch while one may still
 * live), the same port at every restart, a wait that grows with deaths in a row and is forgiven after a stable minute,
 * and an end of trying for what another start cannot cure.
 *
 * @param random a number in [0, 1), for the spread of the wait
 */
export function supervise(state: Supervision, event: SupervisionEvent, now: number, random: number): Step {
  switch (event.kind) {
    case 'start':
      if (state.phase !== 'idle' && state.phase !== 'stopped' && state.phase !== 'failed') return keep(state);
      return {
        state: { phase: 'starting', since: now, deaths: 0, everReady: false, port: event.port },
        effects: [{ kind: 'launch', port: event.port }],
      };
    case 'message':
      return heard(state, event.message, now, random);
    case 'exited':
      if (state.phase === 'stopping') return keep({ phase: 'stopped' });
      if (state.phase !== 'starting' && state.phase !== 'running') return keep(state);
      return die(state, { reason: 'exit', detail: event.detail }, now, random, false);
    case 'tick':
      return tick(state, now, random);
    case 'stop':
      if (state.phase === 'starting' || state.phase === 'running') {
        return { state: { phase: 'stopping', since: now }, effects: [{ kind: 'ask-to-stop' }] };
      }
      return state.phase === 'stopping' ? keep(state) : keep({ phase: 'stopped' });
  }
}

function heard(state: Supervision, message: EngineMessage, now: number, random: number): Step {
  if (state.phase === 'starting' && message.kind === 'ready') {
    return keep({
      phase: 'running',
      since: now,
      deaths: state.deaths,
      port: message.port,
      ready: message,
      heartbeat: null,
      heardAt: now,
      tickedAt: now,
    });
  }
  if (state.phase === 'starting' && message.kind === 'failed') {
    return die(state, { reason: message.reason, detail: message.detail }, now, random, true);
  }
  if (state.phase === 'running') {
    if (message.kind === 'failed')
      return die(state, { reason: message.reason, detail: message.detail }, now, random, true);
    return keep({ ...state, heardAt: now, heartbeat: message.kind === 'heartbeat' ? message : state.heartbeat });
  }
  return keep(state);
}

function tick(state: Supervision, now: number, random: number): Step {
  switch (state.phase) {
    case 'waiting':
      if (now < state.at) return keep(state);
      return {
        state: { phase: 'starting', since: now, deaths: state.deaths, everReady: state.everReady, port: state.port },
        effects: [{ kind: 'launch', port: state.port }],
      };
    case 'starting':
      if (now - state.since < startLimit) return keep(state);
      return die(state, { reason: 'slow-start', detail: `${startLimit / 1000} s` }, now, random, true);
    case 'running': {
      const held = now - state.tickedAt > heldTick;
      const heardAt = held ? now : state.heardAt;
      if (now - heardAt >= silenceLimit) {
        return die(state, { reason: 'hung', detail: `${silenceLimit / 1000} s` }, now, random, true);
      }
      const deaths = now - state.since >= stableAfter ? 0 : state.deaths;
      return keep({ ...state, deaths, heardAt, tickedAt: now });
    }
    case 'stopping':
      return now - state.since < stopLimit ? keep(state) : { state, effects: [{ kind: 'kill' }] };
    default:
      return keep(state);
  }
}

/** @param alive whether the process may still live and has to be killed first */
function die(
  state: Extract<Supervision, { phase: 'starting' | 'running' }>,
  cause: Death,
  now: number,
  random: number,
  alive: boolean,
): Step {
  const effects: SupervisionEffect[] = alive ? [{ kind: 'kill' }] : [];
  const everReady = state.phase === 'running' || state.everReady;
  // A minute of stable running may have passed without a tick in between.
  const stable = state.phase === 'running' && now - state.since >= stableAfter;
  const deaths = stable ? 1 : state.deaths + 1;
  // What was ours comes back: a dying engine lets go of its lock, old sockets fade from its port, a full disk is
  // cleared. What never was ours belongs to somebody else.
  const passing = cause.reason === 'port-taken' || cause.reason === 'locked' || cause.reason === 'data-unwritable';
  const lasting = passing ? !everReady : isFailure(cause.reason) && lastingFailures.has(cause.reason);
  if (lasting || (!everReady && deaths >= giveUpAfter)) {
    return { state: { phase: 'failed', cause }, effects };
  }
  const at = now + backoffDelay(deaths, random, restartPace);
  return { state: { phase: 'waiting', at, deaths, everReady, port: state.port, cause }, effects };
}

function isFailure(reason: Death['reason']): reason is EngineFailure {
  return reason !== 'exit' && reason !== 'hung' && reason !== 'slow-start';
}
