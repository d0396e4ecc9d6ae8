import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import type { Caller } from '#core/contract/identity.ts';
import type { IdentityService } from '../identity/service.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Connection } from './context.ts';

/** A browser's connection: acts as its cookie's session does at each moment. */
export function sessionConnection(
  sessions: Sessions,
  session: string | undefined,
  closed: AbortSignal,
  end: () => void,
): Connection {
  const id = randomUUID();
  return {
    id,
    window: id,
    session: session ?? null,
    closed,
    caller: () => (session === undefined ? null : sessions.caller(session)),
    signIn: (operatorId) => Promise.resolve({ ticket: sessions.issueTicket(operatorId, 'session') }),
    signOut: async () => {
      if (session !== undefined) await sessions.end(session);
      // The answer goes out first; then the socket of a session that is over ends.
      setTimeout(end, 100).unref();
    },
  };
}

/** A program's request by bearer token, or by nobody. */
export function tokenConnection(caller: Caller | null, closed: AbortSignal): Connection {
  const refuse = () => Promise.reject(new ORPCError('REFUSED', { data: { reason: 'no-session' } }));
  return {
    id: randomUUID(),
    window: null,
    session: null,
    closed,
    caller: () => caller,
    signIn: refuse,
    signOut: refuse,
  };
}

/**
 * A desktop window's port. It acts as this machine's own operator (`first`; null: nobody) until somebody signs in or out
 * in that window; then as the window's session says, after an engine restart too.
 */
export function windowConnection(
  parts: { identity: IdentityService; sessions: Sessions },
  windowId: string,
  first: () => string | null,
  closed: AbortSignal,
): Connection {
  const { identity, sessions } = parts;
  return {
    id: randomUUID(),
    window: windowId,
    session: sessions.windowKey(windowId),
    closed,
    caller: () => {
      const changed = sessions.windowOperator(windowId);
      const operatorId = changed === undefined ? first() : changed;
      return operatorId === null ? null : identity.callerOf(operatorId, changed === undefined ? 'window' : 'session');
    },
    signIn: async (operatorId) => {
      await sessions.changeWindow(windowId, operatorId);
      return { ticket: null };
    },
    signOut: () => sessions.changeWindow(windowId, null),
  };
}
