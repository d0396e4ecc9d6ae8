import type { Migration } from 'kysely/migration';
import { firstLight } from './0001-first-light.ts';

/** In order, forward only. A migration that has shipped is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-first-light': firstLight,
};
