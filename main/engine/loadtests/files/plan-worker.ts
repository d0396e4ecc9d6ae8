import { parentPort, workerData } from 'node:worker_threads';
import { PlanError } from '#core/loadtest/plan-types.ts';
import { readPlanText } from './plan-text.ts';
import type { PlanAnswer, PlanAsk } from './plan-thread.ts';

/** Entry of the thread that inspects one plan. Its only partner is `plan-thread.ts` of the same build. */
if (parentPort) parentPort.postMessage(answer(workerData as PlanAsk));

function answer({ bytes, values }: PlanAsk): PlanAnswer {
  try {
    return { kind: 'read', reading: readPlanText(bytes, values) };
  } catch (error) {
    // An error loses its class and its fields on the way between threads.
    if (!(error instanceof PlanError)) throw error;
    const { code, message, line, column } = error;
    return { kind: 'refused', code, message, line, column };
  }
}
