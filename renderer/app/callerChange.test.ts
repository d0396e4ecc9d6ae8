import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Caller } from '#core/contract/identity.ts';
import { api } from '../shell/host.ts';
import { showToast, useToasts } from '../ui/toasts/store.ts';
import { useCallerEpoch, watchCaller } from './callerChange.ts';
import { useOverlays } from './overlays.ts';

const { queryKey } = api.identity.me.queryOptions();
const admin: Caller = { operatorId: 'a', name: 'Admin', login: 'admin', role: 'admin', via: 'session' };
const viewer: Caller = { operatorId: 'v', name: 'Viewer', login: 'viewer', role: 'viewer', via: 'session' };

let client: QueryClient;
let stop: () => void;
const forget = vi.fn<() => void>();
const acts = (caller: Caller | null) => client.setQueryData(queryKey, { caller });
const holds = () => client.getQueryData(['operators']);

beforeEach(() => {
  forget.mockClear();
  client = new QueryClient();
  stop = watchCaller(client, forget);
});
afterEach(() => {
  stop();
  client.clear();
});

it('keeps what was asked for while the engine had not yet said who acts here', () => {
  client.setQueryData(['operators'], ['kim']);
  acts(admin);
  expect(holds()).toEqual(['kim']);
  expect(forget).not.toHaveBeenCalled();
});

it('drops answers, toasts and overlays when somebody signs out, and still knows that nobody is there', () => {
  acts(admin);
  client.setQueryData(['operators'], ['kim']);
  showToast({ title: 'Operator changed', text: 'kim', undo: () => undefined });
  useOverlays.getState().open('palette');
  const { epoch } = useCallerEpoch.getState();
  acts(null);
  expect(holds()).toBeUndefined();
  expect(client.getQueryData(queryKey)).toEqual({ caller: null });
  expect(useToasts.getState().toasts).toEqual([]);
  expect(useOverlays.getState().palette).toBe(false);
  expect(useCallerEpoch.getState().epoch).toBe(epoch + 1);
  expect(forget).toHaveBeenCalledOnce();
});

it('drops them when another person, or the same one in another role, takes over without a sign-out', () => {
  acts(admin);
  client.setQueryData(['operators'], ['kim']);
  acts(viewer);
  expect(holds()).toBeUndefined();
  client.setQueryData(['operators'], ['kim']);
  acts({ ...viewer, role: 'lead' });
  expect(holds()).toBeUndefined();
});

it('keeps them when the same person is told again', () => {
  acts(admin);
  client.setQueryData(['operators'], ['kim']);
  acts({ ...admin, name: 'Admin Renamed' });
  expect(holds()).toEqual(['kim']);
});

it('does not let an answer that was under way come back to the next person', async () => {
  acts(admin);
  const answer = Promise.withResolvers<string[]>();
  const asked = client.fetchQuery({ queryKey: ['operators'], queryFn: () => answer.promise }).catch(() => undefined);
  acts(viewer);
  answer.resolve(['kim']);
  await asked;
  expect(holds()).toBeUndefined();
});
