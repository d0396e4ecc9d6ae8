import type { Caller } from '#core/contract/identity.ts';

/**
 * Who is behind a connection. A WebSocket or a port holds one for its whole life; sign-in, sign-out and a change of
 * role show at the next call because `caller` is read each time, never copied.
 */
export interface Connection {
  readonly id: string;
  /** The window behind it: a desktop window's record, a browser tab's connection, `null` for a program. */
  readonly window: string | null;
  /** Key of the session it acts by; `null` for a token or nobody. */
  readonly session: string | null;
  /** The operator now; `null` before sign-in, after sign-out, and when the operator was disabled. */
  caller(): Caller | null;
  /** A port's connection changes hands after sign-in; a socket answers with a ticket for a fresh cookie instead. */
  signIn(operatorId: string): Promise<{ ticket: string | null }>;
  signOut(): Promise<void>;
  /** Aborts when the connection is gone: everything it started ends with it. */
  readonly closed: AbortSignal;
}

/** What every handler gets besides its input. */
export interface CallContext {
  connection: Connection;
}
