import type { SourcePort } from '../sources/live-sources.ts';
import { os } from '../transports/implement.ts';
import type { StreamRegistry } from '../transports/paced.ts';
import type { LiveBoards } from './live-boards.ts';
import { asCallError, askOnce } from './metrics.ts';
import type { BoardRepository } from './repository.ts';
import { completeValues, offeredValues } from './values.ts';

/** ms a question that is asked once may take. */
const onceTimeout = 15_000;

const limited = (signal: AbortSignal | undefined) =>
  AbortSignal.any([AbortSignal.timeout(onceTimeout), ...(signal ? [signal] : [])]);

export function boardsRouter(parts: {
  boards: BoardRepository;
  live: LiveBoards;
  sources: SourcePort;
  streams: StreamRegistry;
}) {
  const { boards, live, sources, streams } = parts;
  const part = os.boards;
  return {
    list: part.list.handler(async () =>
      (await boards.list()).map(({ board, builtIn }) => ({
        id: board.id,
        title: board.title,
        description: board.description,
        panels: board.panels.length,
        builtIn,
      })),
    ),
    get: part.get.handler(async ({ input, errors }) => {
      const board = await boards.get(input.id);
      if (!board) throw errors.NOT_FOUND({ data: { what: 'board', id: input.id } });
      return board;
    }),
    values: part.values.handler(async ({ input, errors, signal }) => {
      const board = await boards.get(input.id);
      if (!board) throw errors.NOT_FOUND({ data: { what: 'board', id: input.id } });
      const offered = await offeredValues(board, input.variable, input.chosen, sources, limited(signal));
      if (!offered) throw errors.NOT_FOUND({ data: { what: 'variable', id: input.variable } });
      return offered;
    }),
    subscribe: part.subscribe.handler(async function* ({ input, context, signal, lastEventId, errors }) {
      const board = await boards.get(input.id);
      if (!board) throw errors.NOT_FOUND({ data: { what: 'board', id: input.id } });
      if (input.range.kind === 'absolute' && input.range.to <= input.range.from) {
        throw errors.REFUSED({ data: { reason: 'empty-range', field: 'range' } });
      }
      const lease = live.open(board, {
        variables: completeValues(board, input.variables),
        range: input.range,
        maxPoints: input.maxPoints,
        lastWeek: input.lastWeek,
      });
      try {
        yield* streams.paced(lease.board, {
          stream: input.stream,
          what: `boards.subscribe ${board.id}`,
          operator: context.caller.name,
          signal: AbortSignal.any([context.connection.closed, ...(signal ? [signal] : [])]),
          lastEventId,
        });
      } finally {
        lease.release();
      }
    }),
  };
}

export function metricsRouter(sources: SourcePort) {
  const part = os.metrics;
  return {
    query: part.query.handler(({ input, signal }) => askOnce(sources, input, limited(signal))),
    schema: part.schema.handler(async ({ input, errors, signal }) => {
      if (!sources.info(input.sourceId)) throw errors.NOT_FOUND({ data: { what: 'source', id: input.sourceId } });
      try {
        return await sources.schema(input.sourceId, input.measurement, limited(signal));
      } catch (error) {
        throw asCallError(error);
      }
    }),
  };
}
