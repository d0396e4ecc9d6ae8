import { os } from '../transports/implement.ts';
import type { IntakePort } from './intake-port.ts';
import type { SourcesService } from './service.ts';

/** ms a connection test may take in all. */
const testTimeout = 30_000;

export function sourcesRouter(service: SourcesService, intake: IntakePort) {
  const part = os.sources;
  return {
    list: part.list.handler(() => service.list()),
    test: part.test.handler(({ input, signal }) =>
      service.test(input, AbortSignal.any([AbortSignal.timeout(testTimeout), ...(signal ? [signal] : [])])),
    ),
    add: part.add.handler(({ input, context }) => service.add(context.caller, input)),
    update: part.update.handler(({ input, context }) => service.update(context.caller, input)),
    remove: part.remove.handler(async ({ input, context }) => {
      await service.remove(context.caller, input.id);
      return {};
    }),
    retry: part.retry.handler(({ input }) => service.retry(input.id)),
    intake: part.intake.handler(() => intake.describe()),
    intakeToken: part.intakeToken.handler(({ context }) => intake.newToken(context.caller)),
  };
}
