import { useQuery } from '@tanstack/react-query';
import { allows, type Role } from '#core/contract/base.ts';
import type { Caller } from '#core/contract/identity.ts';
import { api } from '../../shell/index.ts';

/** Who this window acts as; `undefined` while it is not known yet, `null` when nobody is signed in. */
export function useCaller(): Caller | null | undefined {
  return useQuery(api.identity.me.queryOptions()).data?.caller;
}

export function useMay(role: Role): boolean {
  const caller = useCaller();
  return caller ? allows(caller.role, role) : false;
}
