import type { EmbeddedStore } from './embedded.ts';

/** Time of the newest point any host sent to the embedded store, epoch ms, from what it remembers: nothing is scanned. */
export async function newestInStore(store: Pick<EmbeddedStore, 'hosts'>): Promise<number | null> {
  const hosts = await store.hosts();
  return hosts.reduce<number | null>((newest, host) => Math.max(newest ?? host.lastSeen, host.lastSeen), null);
}
