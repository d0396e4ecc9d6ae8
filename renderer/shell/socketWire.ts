import { RPCLink } from '@orpc/client/websocket';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { contract } from '#core/contract/index.ts';
import { EngineGoneError, type NoContext, type OpenWire, RefusedError, type Wire } from './wire.ts';

export interface SocketWirePorts {
  /** Address of the engine's socket, `ws://…/rpc`. */
  url: string;
  createSocket: (url: string) => WebSocket;
  /** Whether the engine answers plain requests: tells "refused" from "away", which a socket's failure does not. */
  answers: (signal: AbortSignal) => Promise<boolean>;
}

/** The way over a WebSocket. A closed socket never comes back to life, so every opening makes a new one with a new link. */
export function createSocketWire({ url, createSocket, answers }: SocketWirePorts): Wire {
  return {
    onHint: () => () => undefined,
    open: async (signal) => {
      const socket = createSocket(url);
      try {
        await opened(socket, signal);
      } catch (error) {
        socket.close();
        if (!signal.aborted && (await answers(signal))) throw new RefusedError('the engine refused the connection');
        throw error;
      }
      return openWire(socket);
    },
  };
}

function opened(socket: WebSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new EngineGoneError('the engine cannot be reached'));
    if (signal.aborted) return fail();
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', fail, { once: true });
    signal.addEventListener('abort', fail, { once: true });
  });
}

/**
 * An open socket on which nothing fails: when it is gone, everything under way ends by `gone`, and what the link still
 * has to say then ("never mind that call") would reject with nobody there to hear it.
 */
function quietly(
  socket: WebSocket,
): Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState'> {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
    readyState: WebSocket.OPEN,
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
  };
}

function openWire(socket: WebSocket): OpenWire {
  const gone = new AbortController();
  socket.addEventListener('close', () => gone.abort(new EngineGoneError('the connection to the engine was lost')));
  const link = new RPCLink<NoContext>({
    websocket: quietly(socket),
    plugins: [new ResponseValidationPlugin(contract)],
  });
  return {
    link,
    gone: gone.signal,
    close: () => {
      gone.abort(new EngineGoneError('the connection to the engine was given up'));
      socket.close();
    },
  };
}
