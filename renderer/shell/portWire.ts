import { RPCLink } from '@orpc/client/message-port';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { contract } from '#core/contract/index.ts';
import type { ShellBridge } from '#core/contract/shell.ts';
import type { Shell } from './shell.ts';
import { EngineGoneError, type NoContext, type OpenWire, type Wire } from './wire.ts';

export interface PortWirePorts {
  bridge: Pick<ShellBridge, 'connect'>;
  shell: Pick<Shell, 'onEvent'>;
  /** The page, to which the preload posts the port. */
  page: Pick<Window, 'addEventListener' | 'removeEventListener'> & { location: { origin: string } };
  newNonce: () => string;
}

/**
 * The way over a MessagePort that the preload hands to the page. Chromium's ports never say that their other end died,
 * so the way ends when the shell says that the engine does, or when the connection misses its pings and gives it up.
 */
export function createPortWire({ bridge, shell, page, newNonce }: PortWirePorts): Wire {
  return {
    onHint: (listener) =>
      shell.onEvent((event) => {
        if (event.state === 'running') listener();
      }),
    open: async (signal) => openWire(await receivePort(bridge, page, newNonce(), signal), shell),
  };
}

/** Asks for a port and takes the one that comes with this nonce, from this very page's preload. */
function receivePort(
  bridge: PortWirePorts['bridge'],
  page: PortWirePorts['page'],
  nonce: string,
  signal: AbortSignal,
): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      page.removeEventListener('message', receive);
      signal.removeEventListener('abort', fail);
    };
    const fail = () => {
      stop();
      reject(new EngineGoneError('the shell handed over no port to the engine'));
    };
    const receive = (event: MessageEvent<unknown>) => {
      if (event.source !== page || event.origin !== page.location.origin) return;
      if (!carries(event.data, nonce)) return;
      const [port] = event.ports;
      if (!port) return;
      stop();
      resolve(port);
    };
    if (signal.aborted) return fail();
    page.addEventListener('message', receive);
    signal.addEventListener('abort', fail, { once: true });
    bridge.connect(nonce);
  });
}

function carries(data: unknown, nonce: string): boolean {
  return typeof data === 'object' && data !== null && 'watchfloorPort' in data && data.watchfloorPort === nonce;
}

function openWire(port: MessagePort, shell: PortWirePorts['shell']): OpenWire {
  const gone = new AbortController();
  const end = (why: string) => {
    off();
    gone.abort(new EngineGoneError(why));
    port.close();
  };
  const off = shell.onEvent((event) => {
    if (event.state !== 'running') end('the engine went away');
  });
  const link = new RPCLink<NoContext>({ port, plugins: [new ResponseValidationPlugin(contract)] });
  port.addEventListener('close', () => end('the engine closed the port'));
  port.start();
  return { link, gone: gone.signal, close: () => end('the port was given up') };
}
