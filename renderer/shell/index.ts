/** The page's two doors: the engine (`engine`, `api`, streams) and the program around the page (`shell`). */
export type { ConnectionStatus, EngineClient } from './connection.ts';
export { api, connection, engine, session, shell } from './host.ts';
export { type Problem, problemOf } from './problem.ts';
export { TicketRefusedError } from './session.ts';
export type { Shell } from './shell.ts';
export type { OpenStream } from './stream.ts';
export { useCaller, useMay } from './useCaller.ts';
export { useCapabilities } from './useCapabilities.ts';
export { onEngineOpen, useConnection } from './useConnection.ts';
export { usePulse } from './usePulse.ts';
export { type StreamStatus, useStream, useStreamState } from './useStream.ts';
