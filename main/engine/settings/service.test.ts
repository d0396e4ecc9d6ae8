import { ORPCError } from '@orpc/server';
import { expect, it } from 'vitest';
import { settingsSchema } from '#core/contract/settings.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { AuditLog } from '../audit/service.ts';
import { openState } from '../state/database.ts';
import { SettingsService } from './service.ts';

const by = { operatorId: 'o', name: 'Kim', login: 'kim', role: 'admin' as const, via: 'session' as const };

async function fixture() {
  const state = await openState(':memory:');
  const audit = new AuditLog(state.db, new VirtualClock());
  const settings = new SettingsService(state.db, audit);
  await settings.open();
  return { state, audit, settings };
}

it('starts with defaults, keeps what is changed, and writes both sides into the audit log', async () => {
  const { state, audit, settings } = await fixture();
  expect(settings.get()).toEqual(settingsSchema.parse({}));
  await settings.update(by, { site: { name: '서울', environment: 'PROD' } });
  const again = new SettingsService(state.db, audit);
  await again.open();
  expect(again.get().site).toEqual({ name: '서울', environment: 'PROD' });
  const [entry] = (await audit.list({ limit: 1 })).entries;
  expect(entry).toMatchObject({
    action: 'settings.update',
    subject: 'settings:site',
    detail: { before: { name: '' }, after: { name: '서울' } },
  });
});

it('loses neither of two sections that are saved at the same time', async () => {
  const { settings } = await fixture();
  await Promise.all([
    settings.update(by, { site: { name: 'a', environment: 'X' } }),
    settings.update(by, { sampler: { enabled: false } }),
  ]);
  expect(settings.get()).toMatchObject({ site: { name: 'a' }, sampler: { enabled: false } });
});

it('keeps the old settings when a check refuses, and takes the next change', async () => {
  const { settings, audit } = await fixture();
  settings.addCheck((next) => {
    if (next.site.name === 'bad') throw new ORPCError('REFUSED', { data: { reason: 'bad-name' } });
  });
  await expect(settings.update(by, { site: { name: 'bad', environment: 'X' } })).rejects.toMatchObject({
    code: 'REFUSED',
  });
  expect(settings.get().site.name).toBe('');
  expect((await audit.list({ limit: 9 })).entries).toEqual([]);
  await settings.update(by, { site: { name: 'good', environment: 'X' } });
  expect(settings.get().site.name).toBe('good');
});

it('does nothing, and says nothing, for a change that changes nothing', async () => {
  const { settings, audit } = await fixture();
  await settings.update(by, { site: settings.get().site });
  expect((await audit.list({ limit: 9 })).entries).toEqual([]);
});
