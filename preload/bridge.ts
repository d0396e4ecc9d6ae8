import type { IpcRenderer } from 'electron';
// Types only: a preload that carries a schema library starts every window later. The shell checks what arrives there.
import type { BridgeAnswer, bridgeChannels } from '#core/contract/bridge.ts';
import type { ShellBridge } from '#core/contract/shell.ts';

const channels: typeof bridgeChannels = {
  request: 'watchfloor:request',
  connect: 'watchfloor:connect',
  port: 'watchfloor:port',
  event: 'watchfloor:event',
};

export interface BridgePage {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer: Transferable[]): void;
}

/** The bridge of one page. A port is handed over only for a nonce that this page asked by, and once. */
export function createBridge(ipc: Pick<IpcRenderer, 'invoke' | 'send' | 'on' | 'off'>, page: BridgePage): ShellBridge {
  const asked = new Set<string>();
  ipc.on(channels.port, (event, message: unknown) => {
    const nonce = nonceOf(message);
    if (nonce === undefined || !asked.delete(nonce)) return;
    page.postMessage({ watchfloorPort: nonce }, page.location.origin, event.ports);
  });
  return {
    request: async (name, input) => {
      const answer: unknown = await ipc.invoke(channels.request, name, input);
      if (!isAnswer(answer)) throw new Error('no-answer');
      if (!answer.ok) throw new Error(answer.reason);
      return answer.value;
    },
    connect: (nonce) => {
      // The newest request counts; one that was given up must not be answered later.
      asked.clear();
      asked.add(nonce);
      ipc.send(channels.connect, { nonce });
    },
    onEvent: (listener) => {
      const hear = (_event: unknown, payload: unknown) => listener(payload);
      ipc.on(channels.event, hear);
      return () => void ipc.off(channels.event, hear);
    },
  };
}

function nonceOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('nonce' in message)) return undefined;
  return typeof message.nonce === 'string' ? message.nonce : undefined;
}

function isAnswer(answer: unknown): answer is BridgeAnswer {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  return answer.ok === true ? 'value' in answer : 'reason' in answer && typeof answer.reason === 'string';
}
