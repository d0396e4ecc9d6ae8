import { useStore } from 'zustand';
import type { ConnectionStatus } from './connection.ts';
import { connection } from './host.ts';

/** State of the way to the engine, or a part of it. */
export function useConnection(): ConnectionStatus;
export function useConnection<Part>(select: (status: ConnectionStatus) => Part): Part;
export function useConnection<Part>(select?: (status: ConnectionStatus) => Part): ConnectionStatus | Part {
  return useStore(connection.status, select ?? ((status: ConnectionStatus): ConnectionStatus | Part => status));
}

/** Calls `listener` whenever a connection was opened, the first time included: what is held may be old. */
export function onEngineOpen(listener: () => void): () => void {
  return connection.status.subscribe((now, before) => {
    if (now.opened !== before.opened) listener();
  });
}
