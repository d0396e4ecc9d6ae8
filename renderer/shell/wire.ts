import type { ClientLink } from '@orpc/client';

/** Calls carry no context: who calls is known by the connection. */
export type NoContext = Record<never, never>;
export type EngineLink = ClientLink<NoContext>;

/** A way to the engine that is open. */
export interface OpenWire {
  readonly link: EngineLink;
  /** Aborts when the way is lost; every call over it ends then. */
  readonly gone: AbortSignal;
  /** Gives the way up. */
  close(): void;
}

/** A kind of way to the engine: a socket in the browser host, a port under Electron. */
export interface Wire {
  /** Opens a fresh way. Rejects when there is none now; with RefusedError when the engine is there and will not let us in. */
  open(signal: AbortSignal): Promise<OpenWire>;
  /** Calls `listener` when the host says that the engine is there again: no need to wait longer. */
  onHint(listener: () => void): () => void;
}

/** The engine answers, but not to this page. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** The engine is away, or went away while this was under way. Nothing is known about the outcome of a change. */
export class EngineGoneError extends Error {
  override name = 'EngineGoneError';
}
