import { describe, expect, it } from 'vitest';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { AuditLog } from '../audit/service.ts';
import { openState } from '../state/database.ts';
import { SignInAttempts } from './attempts.ts';
import { IdentityService, localAdminId } from './service.ts';
import { Sessions } from './sessions.ts';

async function fixture() {
  const clock = new VirtualClock();
  const state = await openState(':memory:');
  const audit = new AuditLog(state.db, clock);
  const identity = new IdentityService(state.db, clock, audit);
  await identity.open();
  const sessions = new Sessions(state.db, clock, identity);
  const admin = identity.callerOf(localAdminId, 'window');
  if (!admin) throw new Error('no admin');
  return { clock, state, audit, identity, sessions, admin };
}

const kim = { login: 'kim', name: 'Kim Seoyeon', role: 'operator' as const, password: 'correct horse' };

describe('operators', () => {
  it('begin with one admin without a password', async () => {
    const { identity, admin } = await fixture();
    expect(admin).toMatchObject({ role: 'admin', via: 'window' });
    expect(identity.list()).toHaveLength(1);
    await expect(identity.signIn('admin', '')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('sign in with the right password only, and the wrong name sounds like the wrong password', async () => {
    const { identity, admin, audit } = await fixture();
    const added = await identity.add(admin, kim);
    expect(await identity.signIn(' KIM ', kim.password)).toBe(added.id);
    const wrong = await identity.signIn('kim', 'wrong').catch((error: unknown) => error);
    const unknown = await identity.signIn('nobody', 'wrong').catch((error: unknown) => error);
    expect(wrong).toMatchObject({ code: 'UNAUTHORIZED', data: { reason: 'wrong-login' } });
    expect(unknown).toMatchObject({ code: 'UNAUTHORIZED', data: { reason: 'wrong-login' } });
    const actions = (await audit.list({ limit: 20 })).entries.map((entry) => entry.action);
    expect(actions).toEqual([
      'identity.sign-in-refused',
      'identity.sign-in-refused',
      'identity.sign-in',
      'identity.operators.add',
      'identity.first-start',
    ]);
    expect(JSON.stringify((await audit.list({ limit: 20 })).entries)).not.toContain(kim.password);
  });

  it('wait after five failures and may try again later', async () => {
    const { identity, admin, clock } = await fixture();
    await identity.add(admin, kim);
    for (let n = 0; n < 5; n++)
      await expect(identity.signIn('kim', 'guess')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(identity.signIn('kim', kim.password)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await clock.advance(5 * 60_000 + 1);
    await expect(identity.signIn('kim', kim.password)).resolves.toBeTypeOf('string');
  });

  it('may try at once after an admin reset the password, but not after a reset of their own', async () => {
    const { identity, admin } = await fixture();
    const added = await identity.add(admin, kim);
    const own = identity.callerOf(added.id, 'session');
    if (!own) throw new Error('no operator');
    for (let n = 0; n < 5; n++) await identity.signIn('kim', 'guess').catch(() => undefined);
    await identity.setPassword(own, added.id, 'my own new one', kim.password);
    await expect(identity.signIn('kim', 'my own new one')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await identity.setPassword(admin, added.id, 'from the admin');
    await expect(identity.signIn('kim', 'from the admin')).resolves.toBe(added.id);
  });

  it('are seen when they act, written down at most once a minute', async () => {
    const { identity, clock, state } = await fixture();
    const stored = () =>
      state.db.selectFrom('operators').select('last_seen_at').where('id', '=', localAdminId).executeTakeFirstOrThrow();
    const first = identity.list()[0]?.lastSeenAt;
    expect(first).toBe(clock.now());
    await clock.advance(59_000);
    identity.callerOf(localAdminId, 'window');
    expect((await stored()).last_seen_at).toBe(first);
    await clock.advance(1000);
    identity.callerOf(localAdminId, 'window');
    expect((await stored()).last_seen_at).toBe(clock.now());
    expect(identity.list()[0]?.lastSeenAt).toBe(clock.now());
  });

  it('check no more than five of many guesses made at once, and keep one line about them', async () => {
    const { identity, admin, audit } = await fixture();
    await identity.add(admin, kim);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        identity.signIn('kim', `guess ${n}`).catch((error: { code: string }) => error.code),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'UNAUTHORIZED').length).toBeLessThanOrEqual(5);
    expect(outcomes.filter((outcome) => outcome === 'UNAVAILABLE').length).toBeGreaterThanOrEqual(35);
    const refused = (await audit.list({ limit: 99 })).entries.filter((entry) => entry.action.endsWith('refused'));
    expect(refused).toHaveLength(1);
  });

  it('are not forgotten under a flood of invented names', async () => {
    const { identity, admin } = await fixture();
    await identity.add(admin, kim);
    for (let n = 0; n < 5; n++) await identity.signIn('kim', 'guess').catch(() => undefined);
    const attempts = new SignInAttempts(new VirtualClock());
    for (let n = 0; n < 5; n++) attempts.begin('kim')?.end(false);
    for (let n = 0; n < 3000; n++) attempts.begin(`name${n}`)?.end(false);
    expect(attempts.begin('kim')).toBeUndefined();
  });

  it('keep at least one admin', async () => {
    const { identity, admin } = await fixture();
    await expect(identity.update(admin, { id: localAdminId, disabled: true })).rejects.toMatchObject({
      data: { reason: 'last-admin' },
    });
    await expect(identity.update(admin, { id: localAdminId, role: 'viewer' })).rejects.toMatchObject({
      data: { reason: 'last-admin' },
    });
    await identity.add(admin, { ...kim, role: 'admin' });
    await expect(identity.update(admin, { id: localAdminId, role: 'lead' })).resolves.toMatchObject({ role: 'lead' });
  });
});

describe('sessions', () => {
  it('come from a ticket that works once and not late', async () => {
    const { sessions, clock } = await fixture();
    const ticket = sessions.issueTicket(localAdminId, 'window');
    const cookie = await sessions.redeem(ticket);
    expect(sessions.find(cookie)).toBeDefined();
    expect(await sessions.redeem(ticket)).toBeUndefined();
    const late = sessions.issueTicket(localAdminId, 'window');
    await clock.advance(60_001);
    expect(await sessions.redeem(late)).toBeUndefined();
    expect(sessions.find('guess')).toBeUndefined();
  });

  it('survive a new engine on the same state', async () => {
    const { sessions, state, clock, identity } = await fixture();
    const cookie = await sessions.redeem(sessions.issueTicket(localAdminId, 'window'));
    const next = new Sessions(state.db, clock, identity);
    await next.open();
    const key = next.find(cookie);
    expect(key && next.caller(key)).toMatchObject({ role: 'admin' });
  });

  it('act with the role of the moment and end when the operator is disabled', async () => {
    const { sessions, identity, admin } = await fixture();
    const added = await identity.add(admin, kim);
    const key = sessions.find(await sessions.redeem(sessions.issueTicket(added.id, 'session'))) ?? '';
    expect(sessions.caller(key)?.role).toBe('operator');
    await identity.update(admin, { id: added.id, role: 'viewer' });
    expect(sessions.caller(key)?.role).toBe('viewer');
    await identity.update(admin, { id: added.id, disabled: true });
    expect(sessions.caller(key)).toBeNull();
  });

  it('end after two weeks without use', async () => {
    const { sessions, clock } = await fixture();
    const cookie = await sessions.redeem(sessions.issueTicket(localAdminId, 'window'));
    await clock.advance(14 * 86_400_000 + 1);
    expect(sessions.find(cookie)).toBeUndefined();
  });
});

describe('a new password', () => {
  it('ends everything else the operator has open, start links included', async () => {
    const { sessions, identity, admin } = await fixture();
    const added = await identity.add(admin, kim);
    const mine = sessions.find(await sessions.redeem(sessions.issueTicket(added.id, 'session'))) ?? '';
    const other = await sessions.redeem(sessions.issueTicket(added.id, 'window'));
    await sessions.changeWindow('w1', added.id);
    await sessions.endOf(added.id, mine);
    expect(sessions.caller(mine)?.name).toBe(kim.name);
    expect(sessions.find(other)).toBeUndefined();
    expect(sessions.windowOperator('w1')).toBeNull();
  });
});

describe('a desktop window', () => {
  it('stays signed out or signed in as somebody over weeks and a new engine', async () => {
    const { sessions, identity, admin, clock, state } = await fixture();
    const added = await identity.add(admin, { ...kim, role: 'viewer' });
    await sessions.changeWindow('w1', added.id);
    await sessions.changeWindow('w2', null);
    expect(sessions.windowOperator('w3')).toBeUndefined();
    await clock.advance(40 * 86_400_000);
    await sessions.sweep();
    const next = new Sessions(state.db, clock, identity);
    await next.open();
    expect(next.windowOperator('w1')).toBe(added.id);
    expect(next.windowOperator('w2')).toBeNull();
  });
});

describe('tokens', () => {
  it('act with their role until they expire or are revoked', async () => {
    const { identity, admin, clock, audit } = await fixture();
    const { token, secret } = await identity.createToken(admin, { name: 'ci', role: 'operator', days: 1 });
    expect(await identity.callerOfToken(secret)).toMatchObject({ role: 'operator', via: 'token', name: 'ci' });
    expect(await identity.callerOfToken(`${secret}x`)).toBeNull();
    expect(JSON.stringify((await audit.list({ limit: 9 })).entries)).not.toContain(secret);
    await clock.advance(86_400_000);
    expect(await identity.callerOfToken(secret)).toBeNull();
    const second = await identity.createToken(admin, { name: 'ci2', role: 'viewer', days: 9 });
    await identity.revokeToken(admin, second.token.id);
    expect(await identity.callerOfToken(second.secret)).toBeNull();
    await expect(identity.revokeToken(admin, token.id)).resolves.toBeUndefined();
  });
});
