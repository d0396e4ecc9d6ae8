import type { Board } from '#core/boards/board.ts';
import type { Clock } from '#core/time/clock.ts';
import type { QueryHub } from '../hub/hub.ts';
import type { SourcePort } from '../sources/live-sources.ts';
import { LiveBoard, type LiveBoardInput } from './live-board.ts';

/** A live board without readers is kept this long: a stream that comes back goes on where it was, ms. */
export const readerGrace = 10_000;

export interface Lease {
  readonly board: LiveBoard;
  release(): void;
}

interface Kept {
  board: LiveBoard;
  readers: number;
  /** Cancels the pending end. */
  keep: AbortController | undefined;
}

/** Live boards by what they show: windows with the same board, variables and range read one feed. */
export class LiveBoards {
  readonly #parts: { hub: QueryHub; sources: SourcePort; clock: Clock };
  readonly #kept = new Map<string, Kept>();

  constructor(parts: { hub: QueryHub; sources: SourcePort; clock: Clock }) {
    this.#parts = parts;
  }

  open(board: Board, input: LiveBoardInput): Lease {
    const variables = Object.entries(input.variables).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([board.id, variables, input.range, input.maxPoints, input.lastWeek]);
    const kept = this.#kept.get(key) ?? {
      board: new LiveBoard(board, input, this.#parts),
      readers: 0,
      keep: undefined,
    };
    this.#kept.set(key, kept);
    kept.readers += 1;
    kept.keep?.abort(new Error('read again'));
    kept.keep = undefined;
    let released = false;
    return {
      board: kept.board,
      release: () => {
        if (released) return;
        released = true;
        kept.readers -= 1;
        if (kept.readers === 0) this.#endLater(key, kept);
      },
    };
  }

  get size(): number {
    return this.#kept.size;
  }

  close(): void {
    for (const kept of this.#kept.values()) {
      kept.keep?.abort(new Error('closed'));
      kept.board.end();
    }
    this.#kept.clear();
  }

  #endLater(key: string, kept: Kept): void {
    const keep = new AbortController();
    kept.keep = keep;
    void this.#parts.clock.sleep(readerGrace, keep.signal).then(
      () => {
        kept.board.end();
        this.#kept.delete(key);
      },
      () => {},
    );
  }
}
