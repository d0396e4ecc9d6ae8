import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { type BridgeAnswer, bridgeChannels, portMessageSchema } from '#core/contract/bridge.ts';
import {
  type Capabilities,
  type ShellInput,
  type ShellOutput,
  type ShellRequest,
  shellRequests,
} from '#core/contract/shell.ts';
import { isOwnPage } from './scheme.ts';

/** A request that cannot be done; `message` is a machine word for the page. */
export class ShellRefusal extends Error {
  override name = 'ShellRefusal';
}

/** What the shell does for the window `windowId`. */
export type ShellHandlers = {
  [Name in ShellRequest]: (input: ShellInput<Name>, windowId: string) => Promise<ShellOutput<Name>> | ShellOutput<Name>;
};

export interface ShellRequestParts {
  ipc: Pick<IpcMain, 'handle' | 'on'>;
  /** Id of the window whose page has these web contents; `undefined` when it is none of ours. */
  windowOf: (contentsId: number) => string | undefined;
  handlers: ShellHandlers;
  /** A window asks for a port to the engine. */
  connect: (windowId: string, nonce: string) => void;
  warn: (what: string, fields: object) => void;
}

/**
 * The only place where messages of pages enter the shell: checks who sent them, what they carry, and what goes back, and
 * turns errors into data.
 */
export function answerShellRequests({ ipc, windowOf, handlers, connect, warn }: ShellRequestParts): void {
  const sender = (event: IpcMainEvent | IpcMainInvokeEvent): string | undefined => {
    const frame = event.senderFrame;
    // A frame inside a page, or a page that is not ours, has nothing to ask for.
    if (!frame || frame !== event.sender.mainFrame || !isOwnPage(frame.url)) return undefined;
    return windowOf(event.sender.id);
  };
  ipc.handle(bridgeChannels.request, async (event, name: unknown, input: unknown): Promise<BridgeAnswer> => {
    const windowId = sender(event);
    if (windowId === undefined) {
      warn('a request of a foreign page was refused', { name });
      return { ok: false, reason: 'foreign-sender' };
    }
    if (!isRequest(name)) return { ok: false, reason: 'unknown-request' };
    const given = shellRequests[name].input.safeParse(input);
    if (!given.success) return { ok: false, reason: 'bad-input' };
    try {
      // Name and input belong together by the line above; TypeScript does not follow the index.
      const handle = handlers[name] as (input: unknown, windowId: string) => unknown;
      return { ok: true, value: shellRequests[name].output.parse(await handle(given.data, windowId)) };
    } catch (error) {
      if (error instanceof ShellRefusal) return { ok: false, reason: error.message };
      warn('a shell request failed', { name, error: error instanceof Error ? error.message : String(error) });
      return { ok: false, reason: 'failed' };
    }
  });
  ipc.on(bridgeChannels.connect, (event, message: unknown) => {
    const windowId = sender(event);
    const asked = portMessageSchema.safeParse(message);
    if (windowId === undefined || !asked.success) {
      warn('a request for a port was refused', { window: windowId });
      return;
    }
    connect(windowId, asked.data.nonce);
  });
}

function isRequest(name: unknown): name is ShellRequest {
  return typeof name === 'string' && Object.hasOwn(shellRequests, name);
}

/** What this desktop can do. On Wayland an app may not choose where its windows go. */
export function desktopCapabilities(notifications: boolean, wayland: boolean): Capabilities {
  return { host: 'desktop', displays: !wayland, notifications, fileDialog: true, fullscreen: true };
}
