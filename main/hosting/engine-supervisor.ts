import { randomUUID } from 'node:crypto';
import { type EngineReady, engineMessageSchema, type HostMessage } from '#core/contract/host.ts';
import { type Death, type Supervision, type SupervisionEvent, supervise } from '#core/supervision/supervision.ts';
import type { Clock } from '#core/time/clock.ts';
import { type EngineOptions, type EngineProcess, engineArguments, type LaunchEngine } from './engine-process.ts';

/** How often the supervisor looks at its engine, ms. */
const tickEvery = 100;
/** An engine that answers no ticket request within this time, ms, is not going to. */
const ticketLimit = 5_000;

/** The engine could not be started, and another try would not help. */
export class EngineFailedError extends Error {
  override name = 'EngineFailedError';
  readonly death: Death;

  constructor(death: Death) {
    super(`engine failed: ${death.reason}${death.detail ? ` (${death.detail})` : ''}`);
    this.death = death;
  }
}

export interface SupervisorPorts<Port> {
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  launch: LaunchEngine<Port>;
}

/**
 * Keeps one engine running: carries out what `supervise` decides. Listeners hear every change of phase. Messages and
 * exits count only for the newest process, and a new one is launched only when the old one is gone.
 */
export class EngineSupervisor<Port = never> {
  readonly #options: EngineOptions;
  readonly #ports: SupervisorPorts<Port>;
  readonly #listeners = new Set<(state: Supervision) => void>();
  readonly #tickets = new Map<string, (url: string | null) => void>();
  #state: Supervision = { phase: 'idle' };
  #process: EngineProcess<Port> | undefined;
  #ended: Promise<void> = Promise.resolve();
  #stopTicking: (() => void) | undefined;

  constructor(options: EngineOptions, ports: SupervisorPorts<Port>) {
    this.#options = options;
    this.#ports = ports;
  }

  get state(): Supervision {
    return this.#state;
  }

  /** Calls `listener` whenever the phase changes, until the returned function is called. */
  onPhase(listener: (state: Supervision) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts the engine and resolves when it is ready the first time. Rejects with EngineFailedError when it never will be. */
  start(): Promise<EngineReady> {
    const ready = new Promise<EngineReady>((resolve, reject) => {
      const off = this.onPhase((state) => {
        if (state.phase === 'running') resolve(state.ready);
        else if (state.phase === 'failed') reject(new EngineFailedError(state.cause));
        else if (state.phase === 'stopped') reject(new Error('stopped before the engine was ready'));
        else return;
        off();
      });
    });
    this.#stopTicking ??= this.#ports.clock.every(tickEvery, () => this.#apply({ kind: 'tick' }));
    this.#apply({ kind: 'start', port: this.#options.port });
    return ready;
  }

  /** Ends the engine: asks, then kills after the limit. Resolves when it is gone. */
  stop(): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      const off = this.onPhase((state) => {
        if (state.phase !== 'stopped') return;
        off();
        resolve();
      });
      this.#apply({ kind: 'stop' });
      if (this.#state.phase === 'stopped') {
        off();
        resolve();
      }
    });
    return stopped.finally(() => {
      this.#stopTicking?.();
      this.#stopTicking = undefined;
    });
  }

  /** A one-time start link for a window; `null` when no engine runs or it dies meanwhile. */
  ticket(): Promise<string | null> {
    if (this.#state.phase !== 'running') return Promise.resolve(null);
    const id = randomUUID();
    return new Promise((resolve) => {
      const limit = new AbortController();
      const settle = (url: string | null) => {
        limit.abort();
        this.#tickets.delete(id);
        resolve(url);
      };
      this.#tickets.set(id, settle);
      this.#ports.clock.sleep(ticketLimit, limit.signal).then(
        () => settle(null),
        () => undefined,
      );
      this.#process?.send({ kind: 'ticket', id });
    });
  }

  /** Hands a window's port to the engine. Returns false when none runs: the window asks again at the next `running`. */
  connect(windowId: string, port: Port): boolean {
    if (this.#state.phase !== 'running' || !this.#process) return false;
    const message: HostMessage = { kind: 'connect', windowId };
    this.#process.send(message, [port]);
    return true;
  }

  #apply(event: SupervisionEvent): void {
    const before = this.#state.phase;
    const step = supervise(this.#state, event, this.#ports.clock.monotonic(), this.#ports.random());
    this.#state = step.state;
    for (const effect of step.effects) {
      if (effect.kind === 'launch') void this.#launch(effect.port);
      else if (effect.kind === 'kill') this.#kill();
      else this.#process?.send({ kind: 'shutdown' });
    }
    if (this.#state.phase === before) return;
    if (this.#state.phase !== 'running') for (const settle of [...this.#tickets.values()]) settle(null);
    for (const listener of [...this.#listeners]) listener(this.#state);
  }

  #kill(): void {
    this.#process?.kill();
    // The late end of a replaced engine must not count against its successor; at a stop it is what we wait for.
    if (this.#state.phase !== 'stopping') this.#process = undefined;
  }

  async #launch(port: number): Promise<void> {
    await this.#ended;
    // While the old process was ending, this supervisor may have been told to stop.
    if (this.#state.phase === 'stopping') return this.#apply({ kind: 'exited', detail: 'never started' });
    if (this.#state.phase !== 'starting') return;
    let mine: EngineProcess<Port> | undefined;
    this.#ended = new Promise((ended) => {
      try {
        mine = this.#ports.launch(engineArguments(this.#options, port), {
          message: (raw) => {
            if (mine === undefined || mine === this.#process) this.#hear(raw);
          },
          exited: (detail) => {
            ended();
            if (mine === undefined || mine === this.#process) this.#apply({ kind: 'exited', detail });
          },
        });
        this.#process = mine;
      } catch (error) {
        ended();
        this.#apply({ kind: 'exited', detail: error instanceof Error ? error.message : String(error) });
      }
    });
  }

  #hear(raw: unknown): void {
    const parsed = engineMessageSchema.safeParse(raw);
    if (!parsed.success) return;
    if (parsed.data.kind === 'ticket') this.#tickets.get(parsed.data.id)?.(parsed.data.url);
    this.#apply({ kind: 'message', message: parsed.data });
  }
}
