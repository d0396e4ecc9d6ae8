import type { MessagePort as NodePort } from 'node:worker_threads';
import type { EnginePort } from '../port.ts';

/** A node port looks to the engine as Electron's MessagePortMain does. */
export function asEnginePort(port: NodePort): EnginePort {
  return {
    on: (event: string, listener: (argument: never) => void) =>
      event === 'message'
        ? port.on('message', (data: unknown) => listener({ data } as never))
        : port.on('close', () => listener(undefined as never)),
    postMessage: (data: unknown) => port.postMessage(data),
    start: () => port.start(),
    close: () => port.close(),
  };
}
