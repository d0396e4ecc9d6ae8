import { setTimeout as delay } from 'node:timers/promises';
import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { Clock } from '#core/time/clock.ts';
import type { Connection } from './context.ts';
import { looksLikeCall } from './message.ts';
import { RateLimit } from './rate.ts';
import type { Router } from './router.ts';

/** Above this the sender waits: a reader that does not take its data must not grow our memory. Bytes. */
const highWater = 1024 * 1024;
/** A page sends a handful of calls a second; more is a loop gone wild. */
const messagesPerSecond = 200;
const messageBurst = 1000;

/** Serves the router over one socket. Call in the same turn as the connection: a later first message would be lost. */
export class WebSocketTransport {
  readonly #handler: RPCHandler<{ connection: Connection }>;
  readonly #clock: Clock;
  readonly #log: Logger;

  constructor(router: Router, clock: Clock, log: Logger) {
    this.#handler = new RPCHandler(router, {
      interceptors: [onError((error) => log.debug({ err: error }, 'call failed'))],
    });
    this.#clock = clock;
    this.#log = log;
  }

  serve(socket: WebSocket, connection: Connection): void {
    const rate = new RateLimit(this.#clock, messagesPerSecond, messageBurst);
    const paced = {
      addEventListener: (type: string, listener: (event: never) => void) => {
        if (type !== 'message') return socket.addEventListener(type as 'close', listener as () => void);
        return socket.addEventListener('message', (event) => {
          if (!rate.take()) {
            this.#log.warn('socket closed: too many messages');
            socket.close(1008, 'too many messages');
            return;
          }
          if (looksLikeCall(event.data)) listener(event as never);
          else this.#log.warn('dropped a malformed message on a socket');
        });
      },
      send: async (data: string | ArrayBufferLike | Uint8Array) => {
        if (socket.readyState !== socket.OPEN) return;
        socket.send(data as Uint8Array);
        while (socket.readyState === socket.OPEN && socket.bufferedAmount > highWater) await delay(10);
      },
    };
    void this.#handler.upgrade(paced as unknown as WebSocket, { context: { connection } });
  }
}
