import type { MessageChannelMain, MessagePortMain } from 'electron';
import type { ShellEvent } from '#core/contract/shell.ts';
import type { Supervision } from '#core/supervision/supervision.ts';

export interface EnginePortsParts {
  createChannel(): Pick<MessageChannelMain, 'port1' | 'port2'>;
  /** Gives one end to the engine; false when none runs. */
  toEngine(windowId: string, port: MessagePortMain): boolean;
  toWindow(windowId: string, nonce: string, port: MessagePortMain): void;
}

/**
 * Joins windows to the engine, one channel for each request of a window. A window that asks while no engine runs gets its
 * port as soon as one does.
 */
export class EnginePorts {
  readonly #parts: EnginePortsParts;
  /** The newest nonce of each window that waits. */
  readonly #waiting = new Map<string, string>();

  constructor(parts: EnginePortsParts) {
    this.#parts = parts;
  }

  connect(windowId: string, nonce: string): void {
    const { port1, port2 } = this.#parts.createChannel();
    if (this.#parts.toEngine(windowId, port1)) {
      this.#waiting.delete(windowId);
      this.#parts.toWindow(windowId, nonce, port2);
      return;
    }
    port1.close();
    port2.close();
    this.#waiting.set(windowId, nonce);
  }

  /** The engine runs: whoever waits is served. */
  serveWaiting(): void {
    for (const [windowId, nonce] of [...this.#waiting]) this.connect(windowId, nonce);
  }
}

/** What windows are told about a phase of the supervision; `null`: nothing. */
export function engineEvent(state: Supervision): ShellEvent | null {
  switch (state.phase) {
    case 'starting':
      return { kind: 'engine', state: state.everReady ? 'restarting' : 'starting', attempt: state.deaths };
    case 'running':
      return { kind: 'engine', state: 'running', attempt: state.deaths };
    case 'waiting':
      return { kind: 'engine', state: 'restarting', attempt: state.deaths };
    case 'failed':
      return { kind: 'engine', state: 'failed', attempt: 0 };
    case 'idle':
    case 'stopping':
    case 'stopped':
      return null;
  }
}
