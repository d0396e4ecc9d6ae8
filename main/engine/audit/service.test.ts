import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { openState } from '../state/database.ts';
import { AuditLog } from './service.ts';

const by = { operatorId: 'o1', name: 'Kim', via: 'session' as const };

async function fixture() {
  const path = join(mkdtempSync(join(tmpdir(), 'watchfloor-audit-')), 'state.sqlite');
  const state = await openState(path);
  const audit = new AuditLog(state.db, new VirtualClock());
  const add = (action: string, detail = {}) =>
    state.db.transaction().execute((tx) => audit.append(tx, { by, action, subject: 'thing:1', detail }));
  return { path, state, audit, add };
}

describe('the audit log', () => {
  it('chains its entries and verifies them', async () => {
    const { audit, add, state } = await fixture();
    for (let n = 0; n < 7; n++) await add(`things.change${n}`, { n, text: '한글 "quoted"' });
    expect(await audit.verify()).toMatchObject({ whole: true, entries: 7, brokenAt: null });
    expect((await audit.head()).entries).toBe(7);
    await state.close();
  });

  it('keeps nothing of a change that was rolled back', async () => {
    const { audit, state } = await fixture();
    await expect(
      state.db.transaction().execute(async (tx) => {
        await audit.append(tx, { by, action: 'things.add', subject: 'thing:1' });
        throw new Error('the change itself failed');
      }),
    ).rejects.toThrow('the change itself failed');
    expect((await audit.list({ limit: 10 })).entries).toEqual([]);
    await state.close();
  });

  it('is refused a change or a deletion by the database', async () => {
    const { add, state } = await fixture();
    await add('things.add');
    await expect(state.db.updateTable('audit').set({ subject: 'other' }).execute()).rejects.toThrow('append-only');
    await expect(state.db.deleteFrom('audit').execute()).rejects.toThrow('append-only');
    await state.close();
  });

  it.each([
    ['a changed detail', "update audit set detail='{}' where sequence=3", 3, 'entry-changed'],
    ['a changed time', 'update audit set at=at+1 where sequence=2', 2, 'entry-changed'],
    ['a removed entry', 'delete from audit where sequence=4', 4, 'entry-missing'],
    ['a removed end', 'delete from audit where sequence>=5', 5, 'entry-missing'],
  ])('finds %s forced into the file', async (_name, forgery, brokenAt, reason) => {
    const { path, audit, add, state } = await fixture();
    for (let n = 0; n < 6; n++) await add('things.change', { n });
    const thief = new DatabaseSync(path);
    thief.exec(`drop trigger audit_no_update; drop trigger audit_no_delete; ${forgery}`);
    thief.close();
    expect(await audit.verify()).toMatchObject({ whole: false, brokenAt, reason });
    await state.close();
  });

  it('finds nothing wrong while entries are added during the walk', async () => {
    const { audit, add, state } = await fixture();
    for (let n = 0; n < 20; n++) await add('things.change', { n });
    for (let round = 0; round < 30; round++) {
      const [verdict] = await Promise.all([
        audit.verify(),
        add('things.change', { round }),
        add('things.change', { round }),
      ]);
      expect(verdict.whole).toBe(true);
    }
    await state.close();
  });

  it('pages backwards and filters', async () => {
    const { audit, add, state } = await fixture();
    for (let n = 0; n < 5; n++) await add(n % 2 ? 'sources.add' : 'settings.update', { n });
    const first = await audit.list({ limit: 2 });
    expect(first.entries.map((entry) => entry.sequence)).toEqual([5, 4]);
    expect(first.more).toBe(true);
    expect((await audit.list({ limit: 9, before: 4 })).entries.map((entry) => entry.sequence)).toEqual([3, 2, 1]);
    expect((await audit.list({ limit: 9, action: 'sources.' })).entries).toHaveLength(2);
    expect((await audit.list({ limit: 9, text: '"n":3' })).entries).toHaveLength(1);
    await state.close();
  });
});
