import { Worker } from 'node:worker_threads';
import type { TailMessage, TailRequest } from './tail-loop.ts';
import type { TailOrder, Tick } from './tick.ts';

export interface Tail {
  /** Nothing writes to the files any more: read to their ends, tell the final figures, end. */
  drain(): void;
  /** Stops reading, at once. */
  close(): Promise<void>;
}

export interface TailListener {
  onTick(tick: Tick): void;
  /** The thread could not go on; nothing follows. */
  onFailure(message: string): void;
}

export type StartTail = (order: TailOrder, listener: TailListener) => Tail;

/** Reads a run's files in a thread of its own. `entry` is `tail-worker.ts`, or what a bundler made of it. */
export function threadTail(entry: URL = new URL('./tail-worker.ts', import.meta.url)): StartTail {
  return (order, listener) => {
    const worker = new Worker(entry, { workerData: order, name: 'run-tail', execArgv: [] });
    let over = false;
    const ask = (request: TailRequest) => worker.postMessage(request);
    const fail = (message: string) => {
      if (over) return;
      over = true;
      listener.onFailure(message);
    };
    worker.on('message', (message: TailMessage) => {
      if (over) return;
      if (message.kind === 'failed') {
        fail(message.message);
        return;
      }
      if (message.tick.final) over = true;
      try {
        listener.onTick(message.tick);
      } finally {
        ask('taken');
      }
    });
    worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => fail('the reading thread ended'));
    return {
      drain: () => ask('drain'),
      close: async () => {
        over = true;
        await worker.terminate();
      },
    };
  };
}
