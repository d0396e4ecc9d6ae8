import { useQuery } from '@tanstack/react-query';
import { allows, type Role } from '#core/contract/base.ts';
import type { Caller } from '#core/contract/identity.ts';
import { api } from './host.ts';

/** Who this window acts as; `undefined` while it is not known yet, `null` when nobody is signed in. */
export function useCaller(): Caller | null | undefined {
  return useQuery(api.identity.me.queryOptions()).data?.caller;
}

/** Whether who sits here may do what asks for `needed`; `undefined` while that is not known yet. */
export function useMay(needed: Role): boolean | undefined {
  const caller = useCaller();
  if (caller === undefined) return undefined;
  return caller !== null && allows(caller.role, needed);
}
