import { useSyncExternalStore } from 'react';
import type { Capabilities } from '#core/contract/shell.ts';
import { shell } from './host.ts';

/** What this host can do. Offer what is false nowhere. */
export function useCapabilities(): Capabilities {
  return useSyncExternalStore(shell.onCapabilities, shell.capabilities);
}
