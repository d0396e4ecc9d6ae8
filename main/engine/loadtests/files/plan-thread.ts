import { Worker } from 'node:worker_threads';
import { PlanError } from '#core/loadtest/plan-types.ts';
import { type PlanReading, readPlanText } from './plan-text.ts';

/** Plans above this are inspected in a thread: what it takes to start one is less than what they would hold the loop. */
export const threadFromBytes = 16 * 1024;
/** Threads at a time; what is asked for meanwhile waits. Each may need many times the plan's size. */
const mostThreads = 2;

export interface PlanAsk {
  bytes: Uint8Array<ArrayBuffer>;
  values: Readonly<Record<string, string>>;
}
export type PlanAnswer =
  | { kind: 'read'; reading: PlanReading }
  | { kind: 'refused'; code: PlanError['code']; message: string; line: number | undefined; column: number | undefined };

/** Hashes and inspects a plan; takes the bytes over. Rejects with `PlanError`, or with the signal's reason. */
export type ReadPlanText = (ask: PlanAsk, signal?: AbortSignal) => Promise<PlanReading>;

/** Inspects small plans at once and others in a thread. `entry` is `plan-worker.ts`, or what a bundler made of it. */
export function threadPlanReader(entry: URL = new URL('./plan-worker.ts', import.meta.url)): ReadPlanText {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return async (ask, signal) => {
    signal?.throwIfAborted();
    if (ask.bytes.length <= threadFromBytes) return readPlanText(ask.bytes, ask.values);
    if (busy < mostThreads) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      signal?.throwIfAborted();
      return await inThread(entry, ask, signal);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}

function inThread(entry: URL, ask: PlanAsk, signal: AbortSignal | undefined): Promise<PlanReading> {
  return new Promise((resolve, reject) => {
    const transferList = [ask.bytes.buffer];
    const worker = new Worker(entry, { workerData: ask, transferList, name: 'plan', execArgv: [] });
    const abort = () => {
      void worker.terminate();
      reject(signal?.reason instanceof Error ? signal.reason : new Error('The plan is no longer asked for.'));
    };
    signal?.addEventListener('abort', abort, { once: true });
    const end = () => signal?.removeEventListener('abort', abort);
    worker.once('message', (answer: PlanAnswer) => {
      end();
      if (answer.kind === 'read') resolve(answer.reading);
      else reject(new PlanError(answer.code, answer.message, answer.line, answer.column));
    });
    worker.once('error', (error) => {
      end();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
    worker.once('exit', () => {
      end();
      reject(new Error('The thread that inspects the plan ended without an answer.'));
    });
  });
}
