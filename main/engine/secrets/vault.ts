import type { Tx } from '../state/database.ts';

/** Keeps secrets sealed. Names say whose they are, e.g. `source:9f3c`; values never reach logs, audit or exports. */
export interface Vault {
  put(tx: Tx, name: string, value: string): Promise<void>;
  get(name: string): Promise<string | undefined>;
  forget(tx: Tx, name: string): Promise<void>;
}
