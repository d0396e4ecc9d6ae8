import '../app/zod.ts';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { ShellBridge } from '#core/contract/shell.ts';
import { createBrowserShell } from './browserShell.ts';
import { createEngineClient, EngineConnection } from './connection.ts';
import { createElectronShell } from './electronShell.ts';
import { pageClock } from './pageClock.ts';
import { createPortWire } from './portWire.ts';
import { createSession, type Session } from './session.ts';
import type { Shell } from './shell.ts';
import { createSocketWire } from './socketWire.ts';
import { afterPaint, type StreamPorts } from './stream.ts';
import type { Wire } from './wire.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly watchfloor?: ShellBridge;
  }
}

/** The only place that asks which host this is: everything else uses what it is given here. */
function compose(page: Window): { shell: Shell; wire: Wire; byCookie: boolean } {
  const newId = () => crypto.randomUUID();
  if (page.watchfloor) {
    const bridge = page.watchfloor;
    const shell = createElectronShell(bridge);
    return { shell, wire: createPortWire({ bridge, shell, page, newNonce: newId }), byCookie: false };
  }
  const url = new URL('/rpc', page.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return {
    shell: createBrowserShell(page),
    byCookie: true,
    wire: createSocketWire({
      url: url.href,
      createSocket: (address) => new WebSocket(address),
      answers: async (signal) => {
        const answer = await fetch('/', { method: 'HEAD', cache: 'no-store', signal }).catch(() => null);
        return answer !== null;
      },
    }),
  };
}

const { shell, wire, byCookie } = compose(window);

export { shell };

/** The page's connection. `main.tsx` starts it once (`connection.start()`). */
export const connection = new EngineConnection({ wire, clock: pageClock, random: Math.random });

/** Everything the engine does, typed by the contract. */
export const engine = createEngineClient(connection);

/** The engine for TanStack Query: `api.sources.list.queryOptions()`. */
export const api = createTanstackQueryUtils(engine);

export const session: Session = createSession({
  engine,
  connection,
  byCookie,
  fetch: (input, init) => fetch(input, init),
});

export const streamPorts: StreamPorts = {
  clock: pageClock,
  random: Math.random,
  newId: () => crypto.randomUUID(),
  afterPaint,
  acknowledge: (stream, sequence, signal) => engine.streams.acknowledge({ stream, sequence }, { signal }),
};
