import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Logger } from 'pino';
import type { Connection } from './context.ts';
import { looksLikeCall } from './message.ts';
import type { Router } from './router.ts';

/** A port as Electron's utility process (MessagePortMain) and worker threads give it. */
export interface EnginePort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
  close(): void;
}

type MessagePortLike = Parameters<RPCHandler<{ connection: Connection }>['upgrade']>[0];

/** Serves the router over the MessagePort of one window. */
export class PortTransport {
  readonly #handler: RPCHandler<{ connection: Connection }>;
  readonly #log: Logger;

  constructor(router: Router, log: Logger) {
    this.#handler = new RPCHandler(router, {
      interceptors: [onError((error) => log.debug({ err: error }, 'call failed'))],
    });
    this.#log = log;
  }

  serve(port: EnginePort, connection: Connection, onClose: () => void): void {
    const filtered = {
      on: (event: string, listener: (event: { data: unknown }) => void) => {
        if (event === 'close') return port.on('close', listener as unknown as () => void);
        return port.on('message', (message) => {
          if (looksLikeCall(message.data)) listener(message);
          else this.#log.warn('dropped a malformed message on a window port');
        });
      },
      postMessage: (data: unknown) => port.postMessage(data),
      start: () => port.start(),
    };
    port.on('close', onClose);
    this.#handler.upgrade(filtered as unknown as MessagePortLike, { context: { connection } });
    port.start();
  }
}
