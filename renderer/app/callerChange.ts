import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Caller } from '#core/contract/identity.ts';
import { api } from '../shell/host.ts';
import { forgetPulse } from '../shell/usePulse.ts';
import { useToasts } from '../ui/toasts/store.ts';
import { useOverlays } from './overlays.ts';
import { usePageTitleStore } from './pageTitle.ts';

/** How often this window changed hands. A key: what stands under it is made anew for the next person. */
export const useCallerEpoch = create<{ epoch: number }>(() => ({ epoch: 0 }));

/** Whom the data belongs to: an operator in a role. `undefined` while nobody has said, `null` for nobody. */
function ownerOf(caller: Caller | null | undefined): string | null | undefined {
  return caller ? `${caller.operatorId} ${caller.role}` : caller;
}

/**
 * Leaves nothing of one person to the next: whenever another operator, another role or nobody is told to act here,
 * all answers but that one are dropped, toasts (their undo too) and overlays close, and `forget` is called for what
 * features keep. Answers still under way are dropped with their questions. Returns the way to stop.
 */
export function watchCaller(client: QueryClient, forget: () => void): () => void {
  const { queryKey } = api.identity.me.queryOptions();
  const cache = client.getQueryCache();
  const now = () => ownerOf(client.getQueryData(queryKey)?.caller);
  let owner = now();
  return cache.subscribe(() => {
    const next = now();
    // An engine that is away has not said that somebody left.
    if (next === undefined || next === owner) return;
    const before = owner;
    owner = next;
    if (before === undefined && next !== null) return;
    const me = cache.find({ queryKey });
    client.removeQueries({ predicate: (query) => query !== me });
    client.getMutationCache().clear();
    useToasts.setState({ toasts: [] });
    useOverlays.getState().close();
    usePageTitleStore.setState({ title: undefined, crumbs: [] });
    forgetPulse();
    forget();
    useCallerEpoch.setState(({ epoch }) => ({ epoch: epoch + 1 }));
  });
}

/** After a connection opened or changed hands: first who acts now, then everything that person may still see. */
export async function askAgain(client: QueryClient): Promise<void> {
  const { queryKey } = api.identity.me.queryOptions();
  await client.invalidateQueries({ queryKey });
  const me = client.getQueryCache().find({ queryKey });
  await client.invalidateQueries({ predicate: (query) => query !== me });
}
