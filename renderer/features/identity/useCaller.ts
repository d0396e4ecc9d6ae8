import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { allows, type Role } from '#core/contract/base.ts';
import type { Caller } from '#core/contract/identity.ts';
import { api, useConnection } from '../../shell/index.ts';

/** Who this window acts as; `undefined` while it is not known yet, `null` when nobody is signed in. */
export function useCaller(): Caller | null | undefined {
  const opened = useConnection((status) => status.opened);
  const client = useQueryClient();
  const { data } = useQuery(api.identity.me.queryOptions());
  // Another connection may act for somebody else.
  useEffect(() => {
    if (opened > 1) void client.invalidateQueries();
  }, [opened, client]);
  return data?.caller;
}

export function useMay(role: Role): boolean {
  const caller = useCaller();
  return caller ? allows(caller.role, role) : false;
}
