import { ORPCError } from '@orpc/server';
import { os } from '../transports/implement.ts';
import type { StreamRegistry } from '../transports/paced.ts';
import { LoadtestProblem } from './problem.ts';
import type { LoadtestService } from './service.ts';

/** The contract's `loadtests`, served by the service. */
export function loadtestsRouter(service: LoadtestService, streams: StreamRegistry) {
  const os_ = os.loadtests;
  return {
    generator: os_.generator.handler(() => service.generator()),
    files: { list: os_.files.list.handler(({ input }) => told(() => service.listFiles(input.path))) },
    plans: {
      inspect: os_.plans.inspect.handler(({ input, signal }) =>
        told(() => service.inspect(input.path, input.values, signal)),
      ),
    },
    runs: {
      list: os_.runs.list.handler(({ input }) => service.list(input.before, input.limit)),
      get: os_.runs.get.handler(({ input }) => told(() => service.get(input.id))),
      start: os_.runs.start.handler(({ input, context }) => told(() => service.start(input, context.caller))),
      stop: os_.runs.stop.handler(({ input, context }) =>
        told(() => service.stop(input.id, input.mode, context.caller)),
      ),
      subscribe: os_.runs.subscribe.handler(async ({ input, context, signal, lastEventId }) => {
        const feed = await told(() => service.feed(input.id, input.label));
        const { name } = context.caller;
        return streams.paced(feed, {
          stream: input.stream,
          what: `loadtests.run ${input.id}`,
          operator: name,
          signal,
          lastEventId,
        });
      }),
    },
  };
}

/** Turns the domain's problems into the contract's errors. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LoadtestProblem)) throw error;
    const { code, reason, detail, field } = error;
    if (code === 'NOT_FOUND') throw new ORPCError(code, { data: { what: reason, id: detail ?? '' } });
    throw new ORPCError(code, {
      data: { reason, ...(detail === undefined ? {} : { detail }), ...(field === undefined ? {} : { field }) },
    });
  }
}
