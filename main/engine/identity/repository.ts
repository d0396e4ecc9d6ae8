import type { Selectable } from 'kysely';
import { roleSchema } from '#core/contract/base.ts';
import type { ApiToken, Operator } from '#core/contract/identity.ts';
import type { Store } from '../state/database.ts';
import type { Tables } from '../state/tables.ts';

type OperatorRow = Selectable<Tables['operators']>;

export function toOperator(row: OperatorRow): Operator {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    role: roleSchema.parse(row.role),
    hasPassword: row.password !== null,
    disabled: row.disabled !== 0,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  };
}

export async function findOperators(store: Store): Promise<OperatorRow[]> {
  return store.selectFrom('operators').selectAll().orderBy('created_at').execute();
}

export async function findOperator(
  store: Store,
  by: { id: string } | { login: string },
): Promise<OperatorRow | undefined> {
  const query = store.selectFrom('operators').selectAll();
  return 'id' in by
    ? query.where('id', '=', by.id).executeTakeFirst()
    : query.where('login', '=', by.login).executeTakeFirst();
}

/** Admins that can still act: the last one may not be taken away. */
export async function countAdmins(store: Store): Promise<number> {
  const rows = await store
    .selectFrom('operators')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .execute();
  return rows.length;
}

export function toToken(row: Selectable<Tables['tokens']>): ApiToken {
  return {
    id: row.id,
    name: row.name,
    role: roleSchema.parse(row.role),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    createdBy: row.created_by,
  };
}
