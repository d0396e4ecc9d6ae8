import { type Board, boardSchema } from '#core/boards/board.ts';
import host from '../../../resources/boards/host.json' with { type: 'json' };
import loadTest from '../../../resources/boards/load-test.json' with { type: 'json' };
import overview from '../../../resources/boards/overview.json' with { type: 'json' };

/** Where boards come from. Shipped ones are read-only. */
export interface BoardRepository {
  list(): Promise<{ board: Board; builtIn: boolean }[]>;
  get(id: string): Promise<Board | undefined>;
}

/** The boards that ship with the product. */
export function shippedBoards(): BoardRepository {
  const boards = [overview, host, loadTest].map((board) => boardSchema.parse(board));
  return {
    list: () => Promise.resolve(boards.map((board) => ({ board, builtIn: true }))),
    get: (id) => Promise.resolve(boards.find((board) => board.id === id)),
  };
}
