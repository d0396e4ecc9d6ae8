/** Where the threads' entries lie. The built engine names its bundles; from source they are the TypeScript files. */
export interface WorkerEntries {
  samples: URL;
  runTail: URL;
  plan: URL;
}

export const sourceWorkers: WorkerEntries = {
  samples: new URL('./samples/worker.ts', import.meta.url),
  runTail: new URL('./loadtests/tail/tail-worker.ts', import.meta.url),
  plan: new URL('./loadtests/files/plan-worker.ts', import.meta.url),
};

/** Beside the built engine's own file. */
export function builtWorkers(engineFile: string): WorkerEntries {
  return {
    samples: new URL('./samples-worker.mjs', engineFile),
    runTail: new URL('./run-tail-worker.mjs', engineFile),
    plan: new URL('./plan-worker.mjs', engineFile),
  };
}
