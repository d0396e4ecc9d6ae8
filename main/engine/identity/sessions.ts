import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from '#core/contract/identity.ts';
import type { Clock } from '#core/time/clock.ts';
import type { Database } from '../state/database.ts';
import type { IdentityService } from './service.ts';

/** A start link works once, within this time. */
const ticketMs = 60_000;
/** Tickets that wait at the same time at the most. */
const ticketLimit = 100;
/** A session nobody used for this long is over: two weeks bridge a holiday of a wall display. */
const idleMs = 14 * 86_400_000;
/** How often the last use is written down. */
const touchMs = 5 * 60_000;

const viaSchema = z.enum(['window', 'session', 'desktop']);
/** A desktop window's record does not run out: it would fall back to the machine's own operator. Epoch ms. */
const never = 253_402_300_799_000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Session {
  hash: string;
  operatorId: string | null;
  /** `window`: a start link of this machine; `session`: a password; `desktop`: a desktop window that changed hands. */
  via: 'window' | 'session' | 'desktop';
  seenAt: number;
}

/** Cookie sessions of the browser host. They live in the state, so that an engine restart signs nobody out. */
export class Sessions {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #identity: IdentityService;
  readonly #open = new Map<string, Session>();
  readonly #tickets = new Map<string, { operatorId: string | null; via: Session['via']; until: number }>();

  constructor(db: Database, clock: Clock, identity: IdentityService) {
    this.#db = db;
    this.#clock = clock;
    this.#identity = identity;
  }

  async open(): Promise<void> {
    const now = this.#clock.now();
    await this.#db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
    for (const row of await this.#db.selectFrom('sessions').selectAll().execute()) {
      this.#open.set(row.hash, {
        hash: row.hash,
        operatorId: row.operator_id,
        via: viaSchema.parse(row.via),
        seenAt: row.seen_at,
      });
    }
  }

  /** A secret for one exchange: the start link, or the step after a sign-in. */
  issueTicket(operatorId: string | null, via: Session['via']): string {
    const now = this.#clock.now();
    for (const [key, ticket] of this.#tickets) if (ticket.until <= now) this.#tickets.delete(key);
    const first = this.#tickets.keys().next().value;
    if (this.#tickets.size >= ticketLimit && first !== undefined) this.#tickets.delete(first);
    const secret = randomBytes(32).toString('base64url');
    this.#tickets.set(sha256(secret), { operatorId, via, until: now + ticketMs });
    return secret;
  }

  /** Exchanges a ticket for the value of a fresh cookie; `undefined` when it is unknown, used or late. */
  async redeem(ticket: string): Promise<string | undefined> {
    const key = sha256(ticket);
    const found = this.#tickets.get(key);
    this.#tickets.delete(key);
    const now = this.#clock.now();
    if (!found || found.until <= now) return undefined;
    const secret = randomBytes(32).toString('base64url');
    const session: Session = { hash: sha256(secret), operatorId: found.operatorId, via: found.via, seenAt: now };
    await this.#db
      .insertInto('sessions')
      .values({
        hash: session.hash,
        operator_id: session.operatorId,
        via: session.via,
        created_at: now,
        seen_at: now,
        expires_at: now + idleMs,
      })
      .execute();
    this.#open.set(session.hash, session);
    return secret;
  }

  /** The session's key for a cookie value, or `undefined`. */
  find(secret: string | undefined): string | undefined {
    if (!secret) return undefined;
    const hash = sha256(secret);
    const session = this.#open.get(hash);
    if (!session) return undefined;
    if (session.seenAt + idleMs <= this.#clock.now()) {
      void this.end(hash);
      return undefined;
    }
    return hash;
  }

  /** Who a session acts as now. */
  caller(hash: string): Caller | null {
    const session = this.#open.get(hash);
    if (!session?.operatorId) return null;
    const now = this.#clock.now();
    if (now - session.seenAt > touchMs) {
      session.seenAt = now;
      void this.#db
        .updateTable('sessions')
        .set({ seen_at: now, expires_at: now + idleMs })
        .where('hash', '=', hash)
        .execute();
    }
    return this.#identity.callerOf(session.operatorId, session.via === 'window' ? 'window' : 'session');
  }

  /**
   * Who a desktop window acts as after somebody signed in or out in it: an operator's id, `null` for nobody,
   * `undefined` when it never changed hands. Kept, so that an engine restart gives nobody another's rights.
   */
  windowOperator(windowId: string): string | null | undefined {
    return this.#open.get(this.windowKey(windowId))?.operatorId;
  }

  async changeWindow(windowId: string, operatorId: string | null): Promise<void> {
    const hash = this.windowKey(windowId);
    const now = this.#clock.now();
    this.#open.set(hash, { hash, operatorId, via: 'desktop', seenAt: now });
    const row = { operator_id: operatorId, via: 'desktop', seen_at: now, expires_at: never };
    await this.#db
      .insertInto('sessions')
      .values({ hash, created_at: now, ...row })
      .onConflict((c) => c.column('hash').doUpdateSet(row))
      .execute();
  }

  async end(hash: string): Promise<void> {
    this.#open.delete(hash);
    await this.#db.deleteFrom('sessions').where('hash', '=', hash).execute();
  }

  /** Ends what an operator has open, but for the session that asks (`except`, its key). A desktop window is left to nobody. */
  async endOf(operatorId: string, except?: string | null): Promise<void> {
    for (const session of [...this.#open.values()]) {
      if (session.operatorId !== operatorId || session.hash === except) continue;
      if (session.via !== 'desktop') await this.end(session.hash);
      else {
        session.operatorId = null;
        await this.#db.updateTable('sessions').set({ operator_id: null }).where('hash', '=', session.hash).execute();
      }
    }
  }

  /** Forgets sessions nobody used for two weeks. */
  async sweep(): Promise<void> {
    const since = this.#clock.now() - idleMs;
    for (const session of [...this.#open.values()]) {
      if (session.via !== 'desktop' && session.seenAt <= since) await this.end(session.hash);
    }
  }

  /** Key of a desktop window's session. */
  windowKey(windowId: string): string {
    return sha256(`window:${windowId}`);
  }
}
