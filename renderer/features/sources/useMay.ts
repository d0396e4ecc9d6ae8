import { useQuery } from '@tanstack/react-query';
import { allows, type Role } from '#core/contract/base.ts';
import { api } from '../../shell/index.ts';

/** Whether who sits here may do what asks for `needed`; `undefined` while that is not known. */
export function useMay(needed: Role): boolean | undefined {
  const { data } = useQuery(api.identity.me.queryOptions());
  if (!data) return undefined;
  return data.caller ? allows(data.caller.role, needed) : false;
}
