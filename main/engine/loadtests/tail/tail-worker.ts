import { parentPort, workerData } from 'node:worker_threads';
import { runTail } from './tail-loop.ts';
import type { TailOrder } from './tick.ts';

/** Entry of the thread that reads one run's files. */
if (parentPort) runTail(workerData as TailOrder, parentPort);
