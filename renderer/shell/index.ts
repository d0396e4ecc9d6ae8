/** The page's two doors: the engine (`engine`, `api`, streams) and the program around the page (`shell`). */

export { api, engine, session, shell } from './host.ts';
export { type Problem, problemOf } from './problem.ts';

export { useCaller, useMay } from './useCaller.ts';
export { useCapabilities } from './useCapabilities.ts';
export { useConnection } from './useConnection.ts';
export { usePulse } from './usePulse.ts';
export { type StreamStatus, useStream, useStreamState } from './useStream.ts';
