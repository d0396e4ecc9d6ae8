import { os } from '../transports/implement.ts';
import type { IdentityService } from './service.ts';
import type { Sessions } from './sessions.ts';

export function identityRouter(identity: IdentityService, sessions: Sessions) {
  const id = os.identity;
  return {
    me: id.me.handler(({ context }) => ({ caller: context.connection.caller() })),
    signIn: id.signIn.handler(async ({ input, context }) => {
      const operatorId = await identity.signIn(input.login, input.password);
      return context.connection.signIn(operatorId);
    }),
    signOut: id.signOut.handler(async ({ context }) => {
      await identity.recordSignOut(context.caller);
      await context.connection.signOut();
      return {};
    }),
    changePassword: id.changePassword.handler(async ({ input, context, errors }) => {
      if (context.caller.via === 'token') throw errors.REFUSED({ data: { reason: 'token-has-no-password' } });
      await identity.setPassword(context.caller, context.caller.operatorId, input.next, input.current);
      await sessions.endOf(context.caller.operatorId, context.connection.session);
      return {};
    }),
    operators: {
      list: id.operators.list.handler(() => identity.list()),
      add: id.operators.add.handler(({ input, context }) => identity.add(context.caller, input)),
      update: id.operators.update.handler(async ({ input, context }) => {
        const operator = await identity.update(context.caller, input);
        if (operator.disabled) await sessions.endOf(operator.id);
        return operator;
      }),
      resetPassword: id.operators.resetPassword.handler(async ({ input, context }) => {
        await identity.setPassword(context.caller, input.id, input.password);
        await sessions.endOf(input.id, context.connection.session);
        return {};
      }),
    },
    tokens: {
      list: id.tokens.list.handler(() => identity.tokens()),
      create: id.tokens.create.handler(({ input, context }) => identity.createToken(context.caller, input)),
      revoke: id.tokens.revoke.handler(async ({ input, context }) => {
        await identity.revokeToken(context.caller, input.id);
        return {};
      }),
    },
  };
}
