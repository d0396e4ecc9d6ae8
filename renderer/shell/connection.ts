import { type ClientOptions, createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Contract } from '#core/contract/index.ts';
import { type Backoff, backoffDelay } from '#core/supervision/backoff.ts';
import type { Clock } from '#core/time/clock.ts';
import { EngineGoneError, type EngineLink, type NoContext, type OpenWire, RefusedError, type Wire } from './wire.ts';

/** The engine as a page sees it: every procedure of the contract. */
export type EngineClient = ContractRouterClient<Contract>;

export interface ConnectionStatus {
  /** `restarting`: it was open before. `refused`: the engine is there but does not let this page in. */
  state: 'connecting' | 'open' | 'restarting' | 'refused';
  /** Last way there and back, ms; `null` before the first. */
  latencyMs: number | null;
  /** When `state` last changed, epoch ms. */
  since: number;
  /** How often a connection was opened or changed hands: a change means that what is held may be old. */
  opened: number;
}

/** Waits between attempts to reach the engine, ms. */
export const reconnectPace: Backoff = { first: 250, longest: 10_000 };
/** An opening that takes longer, ms, is given up. */
const openLimit = 10_000;
/** A call made while there is no connection waits this long for one, ms. */
const callPatience = 15_000;
const pingEvery = 5_000;
/** No answer to a ping for so long, ms: the way is dead even if nobody said so. */
const pingLimit = 10_000;
/** A connection that lived this long, ms, forgives the failures before it. */
const stableAfter = 10_000;

export interface ConnectionPorts {
  wire: Wire;
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
}

/**
 * Holds one way to the engine open and replaces it when it is lost. Calls wait a while for the way to open; those under
 * way when it is lost reject with EngineGoneError, for nobody can know whether the engine still carried them out.
 */
export class EngineConnection implements EngineLink {
  readonly status: StoreApi<ConnectionStatus>;
  readonly #ports: ConnectionPorts;
  readonly #stopped = new AbortController();
  #open: OpenWire | undefined;
  #arrival = Promise.withResolvers<OpenWire>();
  #hurry = new AbortController();
  /** The next attempt is wanted without a wait. */
  #soon = false;
  #failures = 0;

  constructor(ports: ConnectionPorts) {
    this.#ports = ports;
    this.status = createStore(() => ({
      state: 'connecting' as const,
      latencyMs: null,
      since: ports.clock.now(),
      opened: 0,
    }));
  }

  /** Opens the way and keeps it open until `stop`. Call once. */
  start(): void {
    const off = this.#ports.wire.onHint(() => this.#hurry.abort());
    this.#stopped.signal.addEventListener('abort', off, { once: true });
    void this.#keepOpen();
  }

  stop(): void {
    this.#stopped.abort(new EngineGoneError('this page gave up its connection'));
    this.#open?.close();
  }

  /** Replaces the way by a fresh one, which acts for whoever is signed in now. Resolves when it is open. */
  async reopen(): Promise<void> {
    const old = this.#open;
    if (old) {
      this.#lost();
      old.close();
    }
    this.#soon = true;
    this.#hurry.abort();
    await this.#whenOpen();
  }

  /** The open connection acts for somebody else now: what is held may not be theirs. */
  changedHands(): void {
    const { opened } = this.status.getState();
    this.status.setState({ opened: opened + 1 });
  }

  /** One call; see the class for what happens to it without a way to the engine. */
  async call(path: readonly string[], input: unknown, options: ClientOptions<NoContext>): Promise<unknown> {
    const way = await this.#whenOpen(options.signal);
    const signal = options.signal ? AbortSignal.any([options.signal, way.gone]) : way.gone;
    try {
      return await way.link.call(path, input, { ...options, signal });
    } catch (error) {
      if (options.signal?.aborted || error instanceof ORPCError) throw error;
      if (way.gone.aborted) throw new EngineGoneError('the engine went away during the call', { cause: error });
      throw error;
    }
  }

  async #whenOpen(signal?: AbortSignal): Promise<OpenWire> {
    if (this.#open) return this.#open;
    const done = new AbortController();
    const ends = AbortSignal.any([done.signal, this.#stopped.signal, ...(signal ? [signal] : [])]);
    const late = this.#ports.clock.sleep(callPatience, ends).then(() => {
      throw new EngineGoneError('the engine cannot be reached');
    });
    try {
      return await Promise.race([this.#arrival.promise, late]);
    } finally {
      done.abort();
      // Whoever lost the race is nobody's business any more.
      late.catch(() => undefined);
    }
  }

  async #keepOpen(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const way = await this.#tryToOpen();
      if (way) {
        const openedAt = this.#ports.clock.monotonic();
        await this.#watch(way);
        if (this.#stopped.signal.aborted) return;
        this.#lost();
        this.#failures = this.#ports.clock.monotonic() - openedAt >= stableAfter ? 1 : this.#failures + 1;
      } else {
        this.#failures += 1;
      }
      await this.#pause();
    }
  }

  async #tryToOpen(): Promise<OpenWire | undefined> {
    const limit = new AbortController();
    const signal = AbortSignal.any([limit.signal, this.#stopped.signal]);
    const done = new AbortController();
    this.#ports.clock.sleep(openLimit, done.signal).then(
      () => limit.abort(),
      () => undefined,
    );
    try {
      const way = await this.#ports.wire.open(signal);
      if (this.#stopped.signal.aborted) {
        way.close();
        return undefined;
      }
      this.#open = way;
      this.#enter('open', { opened: this.status.getState().opened + 1 });
      this.#arrival.resolve(way);
      return way;
    } catch (error) {
      if (error instanceof RefusedError) this.#enter('refused');
      else this.#enter(this.status.getState().opened > 0 ? 'restarting' : 'connecting');
      return undefined;
    } finally {
      done.abort();
    }
  }

  /** Measures the way until it is gone; gives it up when a ping stays without an answer. */
  async #watch(way: OpenWire): Promise<void> {
    const { clock } = this.#ports;
    while (!way.gone.aborted) {
      const sent = clock.monotonic();
      const answered = new AbortController();
      const until = AbortSignal.any([answered.signal, way.gone]);
      const late = clock.sleep(pingLimit, until).then(
        () => way.close(),
        () => undefined,
      );
      try {
        await way.link.call(['system', 'ping'], undefined, { signal: way.gone, context: {} });
      } catch (error) {
        // "Not signed in" is an answer as well; anything else without one ends the way.
        if (!(error instanceof ORPCError)) way.close();
      }
      answered.abort();
      await late;
      if (way.gone.aborted) return;
      this.status.setState({ latencyMs: clock.monotonic() - sent });
      await clock.sleep(pingEvery, way.gone).catch(() => undefined);
    }
  }

  #lost(): void {
    if (!this.#open) return;
    this.#open = undefined;
    this.#arrival = Promise.withResolvers<OpenWire>();
    this.#enter('restarting');
  }

  async #pause(): Promise<void> {
    if (this.#soon) {
      this.#soon = false;
      return;
    }
    this.#hurry = new AbortController();
    const signal = AbortSignal.any([this.#hurry.signal, this.#stopped.signal]);
    const wait = backoffDelay(this.#failures, this.#ports.random(), reconnectPace);
    await this.#ports.clock.sleep(wait, signal).catch(() => undefined);
  }

  #enter(state: ConnectionStatus['state'], more: Partial<ConnectionStatus> = {}): void {
    const before = this.status.getState();
    if (before.state === state && more.opened === undefined) return;
    const since = before.state === state ? before.since : this.#ports.clock.now();
    this.status.setState({ ...before, ...more, state, since });
  }
}

/** The typed client over a connection. */
export function createEngineClient(connection: EngineLink): EngineClient {
  return createORPCClient<EngineClient>(connection);
}
