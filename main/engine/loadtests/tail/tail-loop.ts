import type { MessagePort } from 'node:worker_threads';
import { savePicture } from './picture-file.ts';
import { RunTail } from './run-tail.ts';
import type { TailOrder, Tick } from './tick.ts';

/** Rests between two looks at files that have not grown, ms. */
const restMs = 200;
const tickMs = 1000;
const budgetMs = 100;

/** `taken`: the last tick has been dealt with. `drain`: nothing writes to the files any more, read on to their ends. */
export type TailRequest = 'taken' | 'drain';
export type TailMessage = { kind: 'tick'; tick: Tick } | { kind: 'failed'; message: string };

/**
 * Follows a run's files and tells about it once a second, and no faster than its reader takes it. With `drain` it ends
 * by itself after the final tick.
 */
export function runTail(order: TailOrder, port: Pick<MessagePort, 'on' | 'postMessage' | 'close'>): void {
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const tail = new RunTail(order, clock);
  let waiting = false;
  let draining = order.over;
  let lastTick = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const send = (tick: Tick) => {
    const { cells, codeCells, users } = tick.picture.history;
    const message: TailMessage = { kind: 'tick', tick };
    port.postMessage(message, [cells.buffer, codeCells.buffer, users.buffer] as ArrayBuffer[]);
    waiting = true;
    lastTick = clock.monotonic();
  };

  const round = () => {
    const drained = tail.step(budgetMs);
    if (drained && draining && !waiting) {
      tail.end();
      const last = tail.tick();
      savePicture(order.picture, tail.whole());
      send(last);
      port.close();
      return;
    }
    if (!waiting && clock.monotonic() - lastTick >= tickMs) send(tail.tick());
    timer = setTimeout(guarded, drained ? restMs : 0);
  };

  const guarded = () => {
    try {
      round();
    } catch (error) {
      const message: TailMessage = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      port.postMessage(message);
      port.close();
    }
  };

  port.on('message', (request: TailRequest) => {
    if (request === 'taken') waiting = false;
    if (request === 'drain') {
      draining = true;
      clearTimeout(timer);
      timer = setTimeout(guarded, 0);
    }
  });
  guarded();
}
