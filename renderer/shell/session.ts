import type { EngineClient, EngineConnection } from './connection.ts';

/** Where a browser trades a ticket for its cookie. */
const sessionPath = '/session';

/** The ticket was used, is too old, or never was one. */
export class TicketRefusedError extends Error {
  override name = 'TicketRefusedError';
}

export interface SessionPorts {
  engine: Pick<EngineClient, 'identity'>;
  connection: Pick<EngineConnection, 'reopen' | 'changedHands'>;
  /** The page acts by a cookie: a changed one counts for the next socket. A port changes hands by itself. */
  byCookie: boolean;
  fetch: (input: string, init: RequestInit) => Promise<Response>;
}

/** Changes of who this page acts for. After each the page's connection is the new operator's. */
export interface Session {
  /** Checks a password and makes the page act for that operator. Rejects with the engine's answer. */
  signIn(login: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** Trades a ticket for a cookie and opens the connection again. Rejects with TicketRefusedError. */
  signInBrowser(ticket: string): Promise<void>;
}

export function createSession({ engine, connection, byCookie, fetch }: SessionPorts): Session {
  const signInBrowser = async (ticket: string) => {
    const answer = await fetch(sessionPath, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
      credentials: 'same-origin',
    });
    if (!answer.ok) throw new TicketRefusedError('the engine did not take the ticket');
    await connection.reopen();
  };
  return {
    signInBrowser,
    signIn: async (login, password) => {
      const { ticket } = await engine.identity.signIn({ login, password });
      if (ticket !== null) await signInBrowser(ticket);
      else connection.changedHands();
    },
    signOut: async () => {
      await engine.identity.signOut();
      // A fresh port would act for this machine's own operator again.
      if (byCookie) await connection.reopen();
      else connection.changedHands();
    },
  };
}
