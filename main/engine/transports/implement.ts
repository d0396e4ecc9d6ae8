import { implement, ORPCError } from '@orpc/server';
import { allows } from '#core/contract/base.ts';
import type { Caller } from '#core/contract/identity.ts';
import { contract } from '#core/contract/index.ts';
import type { CallContext } from './context.ts';

const anonymous: Caller = { operatorId: '', name: '', login: '', role: 'viewer', via: 'session' };

/**
 * The one place that grants rights: reads the procedure's role and the caller's. `public` procedures pass with an
 * empty caller. Everything a domain implements starts from this.
 */
export const os = implement(contract)
  .$context<CallContext>()
  .use(({ context, next, procedure }) => {
    const needed = procedure['~orpc'].meta.role;
    const caller = context.connection.caller();
    if (needed !== 'public') {
      if (!caller) throw new ORPCError('UNAUTHORIZED', { data: { reason: 'not-signed-in' } });
      if (!allows(caller.role, needed)) throw new ORPCError('FORBIDDEN', { data: { reason: 'role', needed } });
    }
    return next({ context: { caller: caller ?? anonymous } });
  });
