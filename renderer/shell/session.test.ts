import { describe, expect, it } from 'vitest';
import { createSession, TicketRefusedError } from './session.ts';

function stage(change: { byCookie: boolean; ticket?: string | null; status?: number }) {
  const done: string[] = [];
  const session = createSession({
    byCookie: change.byCookie,
    engine: {
      identity: {
        signIn: () => Promise.resolve({ ticket: change.ticket ?? null }),
        signOut: () => {
          done.push('sign-out');
          return Promise.resolve({});
        },
      },
    } as never,
    connection: {
      reopen: () => {
        done.push('reopen');
        return Promise.resolve();
      },
      changedHands: () => void done.push('changed-hands'),
    },
    fetch: (path, init) => {
      done.push(`${init.method} ${path} ${typeof init.body === 'string' ? init.body : ''}`);
      return Promise.resolve(new Response(null, { status: change.status ?? 204 }));
    },
  });
  return { done, session };
}

describe('a session by cookie', () => {
  it('trades the ticket for a cookie and opens the connection again', async () => {
    const { done, session } = stage({ byCookie: true, ticket: 't1' });
    await session.signIn('kim', 'a-long-password');
    expect(done).toEqual(['POST /session {"ticket":"t1"}', 'reopen']);
  });

  it('says that a ticket was refused, and leaves the connection as it is', async () => {
    const { done, session } = stage({ byCookie: true, status: 401 });
    await expect(session.signInBrowser('used')).rejects.toBeInstanceOf(TicketRefusedError);
    expect(done).not.toContain('reopen');
  });

  it('opens the connection again after signing out', async () => {
    const { done, session } = stage({ byCookie: true });
    await session.signOut();
    expect(done).toEqual(['sign-out', 'reopen']);
  });
});

describe('a session of a port', () => {
  it('changes hands where it is: a fresh port would act for this machine again', async () => {
    const { done, session } = stage({ byCookie: false });
    await session.signIn('kim', 'a-long-password');
    await session.signOut();
    expect(done).toEqual(['changed-hands', 'sign-out', 'changed-hands']);
  });
});
