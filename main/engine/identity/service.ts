import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import type { Role } from '#core/contract/base.ts';
import type { ApiToken, Caller, Operator } from '#core/contract/identity.ts';
import type { Clock } from '#core/time/clock.ts';
import type { AuditLog, Deed } from '../audit/service.ts';
import type { Database } from '../state/database.ts';
import { SignInAttempts } from './attempts.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { countAdmins, findOperator, findOperators, toOperator, toToken } from './repository.ts';

/** The admin that exists from the first start on, without a password: for this machine's own window. */
export const localAdminId = 'local-admin';

/** How often the last act of an operator is written down. */
const seenEveryMs = 60_000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Operators, their passwords and their tokens. Sessions are in sessions.ts. */
export class IdentityService {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #audit: AuditLog;
  /** Operators by id: every call of every connection asks for its caller. */
  readonly #known = new Map<string, Operator>();
  readonly #attempts: SignInAttempts;

  constructor(db: Database, clock: Clock, audit: AuditLog) {
    this.#db = db;
    this.#clock = clock;
    this.#audit = audit;
    this.#attempts = new SignInAttempts(clock);
  }

  /** Makes the first admin if there is no operator at all, and reads the operators. */
  async open(): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      if ((await findOperators(tx)).length > 0) return;
      const now = this.#clock.now();
      await tx
        .insertInto('operators')
        .values({
          id: localAdminId,
          login: 'admin',
          name: 'Local admin',
          role: 'admin',
          password: null,
          disabled: 0,
          created_at: now,
          last_seen_at: null,
        })
        .execute();
      await this.#audit.append(tx, {
        by: 'engine',
        action: 'identity.first-start',
        subject: `operator:${localAdminId}`,
      });
    });
    await this.#reload();
  }

  /** The caller an operator is now; `null` when unknown or disabled. */
  callerOf(operatorId: string, via: Caller['via']): Caller | null {
    const operator = this.#known.get(operatorId);
    if (!operator || operator.disabled) return null;
    this.#seen(operator);
    return { operatorId, name: operator.name, login: operator.login, role: operator.role, via };
  }

  list(): Operator[] {
    return [...this.#known.values()];
  }

  /** Returns the operator's id. Wrong name and wrong password look and last the same. */
  async signIn(login: string, password: string): Promise<string> {
    const name = login.trim().toLowerCase();
    const attempt = this.#attempts.begin(name);
    if (!attempt) throw new ORPCError('UNAVAILABLE', { data: { reason: 'too-many-attempts' } });
    let row: Awaited<ReturnType<typeof findOperator>>;
    let right = false;
    try {
      row = await findOperator(this.#db, { login: name });
      right = (await checkPassword(password, row?.password)) && row?.disabled === 0;
    } finally {
      attempt.end(right);
    }
    if (!row || !right) {
      if (attempt.first) {
        await this.#record({ by: 'engine', action: 'identity.sign-in-refused', subject: `login:${name.slice(0, 40)}` });
      }
      throw new ORPCError('UNAUTHORIZED', { data: { reason: 'wrong-login' } });
    }
    await this.#db.transaction().execute(async (tx) => {
      await tx.updateTable('operators').set({ last_seen_at: this.#clock.now() }).where('id', '=', row.id).execute();
      await this.#audit.append(tx, {
        by: { operatorId: row.id, name: row.name, via: 'session' },
        action: 'identity.sign-in',
        subject: `operator:${row.id}`,
      });
    });
    await this.#reload();
    return row.id;
  }

  async recordSignOut(by: Caller): Promise<void> {
    await this.#record({ by, action: 'identity.sign-out', subject: `operator:${by.operatorId}` });
  }

  async add(by: Caller, input: { login: string; name: string; role: Role; password: string }): Promise<Operator> {
    const password = await hashPassword(input.password);
    const id = randomUUID();
    await this.#db.transaction().execute(async (tx) => {
      if (await findOperator(tx, { login: input.login })) {
        throw new ORPCError('CONFLICT', { data: { reason: 'login-taken', field: 'login' } });
      }
      await tx
        .insertInto('operators')
        .values({
          id,
          login: input.login,
          name: input.name,
          role: input.role,
          password,
          disabled: 0,
          created_at: this.#clock.now(),
          last_seen_at: null,
        })
        .execute();
      await this.#audit.append(tx, {
        by,
        action: 'identity.operators.add',
        subject: `operator:${id}`,
        detail: { login: input.login, name: input.name, role: input.role },
      });
    });
    await this.#reload();
    return this.#get(id);
  }

  async update(
    by: Caller,
    input: { id: string; name?: string | undefined; role?: Role | undefined; disabled?: boolean | undefined },
  ): Promise<Operator> {
    await this.#db.transaction().execute(async (tx) => {
      const row = await findOperator(tx, { id: input.id });
      if (!row) throw new ORPCError('NOT_FOUND', { data: { what: 'operator', id: input.id } });
      const losesAdmin =
        row.role === 'admin' && !row.disabled && (input.disabled === true || (input.role ?? 'admin') !== 'admin');
      if (losesAdmin && (await countAdmins(tx)) <= 1)
        throw new ORPCError('REFUSED', { data: { reason: 'last-admin' } });
      await tx
        .updateTable('operators')
        .set({
          name: input.name ?? row.name,
          role: input.role ?? row.role,
          disabled: input.disabled === undefined ? row.disabled : Number(input.disabled),
        })
        .where('id', '=', input.id)
        .execute();
      await this.#audit.append(tx, {
        by,
        action: 'identity.operators.update',
        subject: `operator:${input.id}`,
        detail: {
          before: { name: row.name, role: row.role, disabled: row.disabled !== 0 },
          after: { name: input.name, role: input.role, disabled: input.disabled },
        },
      });
    });
    await this.#reload();
    return this.#get(input.id);
  }

  /** Sets a password. The caller ends what the operator has open elsewhere (`Sessions.endOf`). */
  async setPassword(by: Caller, id: string, password: string, current?: string | null): Promise<void> {
    const row = await findOperator(this.#db, { id });
    if (!row) throw new ORPCError('NOT_FOUND', { data: { what: 'operator', id } });
    if (current !== undefined && row.password !== null && !(await checkPassword(current ?? '', row.password))) {
      throw new ORPCError('REFUSED', { data: { reason: 'wrong-password', field: 'current' } });
    }
    const hash = await hashPassword(password);
    await this.#db.transaction().execute(async (tx) => {
      await tx.updateTable('operators').set({ password: hash }).where('id', '=', id).execute();
      const action = by.operatorId === id ? 'identity.change-password' : 'identity.operators.reset-password';
      await this.#audit.append(tx, { by, action, subject: `operator:${id}` });
    });
    // "Ask an admin to reset the password" is the way out of the wait; one's own change is none.
    if (by.operatorId !== id) this.#attempts.forget(row.login);
    await this.#reload();
  }

  async tokens(): Promise<ApiToken[]> {
    return (await this.#db.selectFrom('tokens').selectAll().orderBy('created_at').execute()).map(toToken);
  }

  async createToken(
    by: Caller,
    input: { name: string; role: Role; days: number },
  ): Promise<{ token: ApiToken; secret: string }> {
    const secret = `wf_${randomBytes(32).toString('base64url')}`;
    const now = this.#clock.now();
    const row = {
      id: randomUUID(),
      hash: sha256(secret),
      name: input.name,
      role: input.role,
      created_at: now,
      expires_at: now + input.days * 86_400_000,
      last_used_at: null,
      created_by: by.name,
    };
    await this.#db.transaction().execute(async (tx) => {
      await tx.insertInto('tokens').values(row).execute();
      await this.#audit.append(tx, {
        by,
        action: 'identity.tokens.create',
        subject: `token:${row.id}`,
        detail: { ...input },
      });
    });
    return { token: toToken(row), secret };
  }

  async revokeToken(by: Caller, id: string): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      const gone = await tx.deleteFrom('tokens').where('id', '=', id).executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new ORPCError('NOT_FOUND', { data: { what: 'token', id } });
      await this.#audit.append(tx, { by, action: 'identity.tokens.revoke', subject: `token:${id}` });
    });
  }

  /** The caller a bearer token stands for; `null` when unknown or expired. */
  async callerOfToken(secret: string): Promise<Caller | null> {
    const row = await this.#db.selectFrom('tokens').selectAll().where('hash', '=', sha256(secret)).executeTakeFirst();
    const now = this.#clock.now();
    if (!row || row.expires_at <= now) return null;
    if (!row.last_used_at || now - row.last_used_at > 60_000) {
      await this.#db.updateTable('tokens').set({ last_used_at: now }).where('id', '=', row.id).execute();
    }
    const token = toToken(row);
    return { operatorId: `token:${token.id}`, name: token.name, login: token.name, role: token.role, via: 'token' };
  }

  /** Notes that an operator acts. Written down at most once a minute: every call asks for its caller. */
  #seen(operator: Operator): void {
    const now = this.#clock.now();
    if (operator.lastSeenAt !== null && now - operator.lastSeenAt < seenEveryMs) return;
    this.#known.set(operator.id, { ...operator, lastSeenAt: now });
    this.#db
      .updateTable('operators')
      .set({ last_seen_at: now })
      .where('id', '=', operator.id)
      .execute()
      // A missed note is no reason to refuse the call that made it; the next minute writes again.
      .catch(() => undefined);
  }

  async #record(deed: Deed): Promise<void> {
    await this.#db.transaction().execute((tx) => this.#audit.append(tx, deed));
  }

  async #reload(): Promise<void> {
    const rows = await findOperators(this.#db);
    this.#known.clear();
    for (const row of rows) this.#known.set(row.id, toOperator(row));
  }

  #get(id: string): Operator {
    const operator = this.#known.get(id);
    if (!operator) throw new ORPCError('NOT_FOUND', { data: { what: 'operator', id } });
    return operator;
  }
}
