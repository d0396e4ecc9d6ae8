import {
  type Capabilities,
  type ShellBridge,
  type ShellInput,
  type ShellOutput,
  type ShellRequest,
  shellEventSchema,
  shellRequests,
} from '#core/contract/shell.ts';
import type { Shell } from './shell.ts';

/** The Shell over the bridge that the preload put into the page. Answers are checked as they come in. */
export function createElectronShell(bridge: ShellBridge): Shell {
  let capabilities: Capabilities = {
    host: 'desktop',
    displays: false,
    notifications: false,
    fileDialog: false,
    fullscreen: false,
  };
  const waiting = new Set<() => void>();
  async function ask<Name extends ShellRequest>(name: Name, input: ShellInput<Name>): Promise<ShellOutput<Name>> {
    const answer = await bridge.request(name, input);
    // The schema of `name` is the one that this answer's type is made of; TypeScript does not follow the index.
    return shellRequests[name].output.parse(answer) as ShellOutput<Name>;
  }
  ask('capabilities', {}).then(
    (answer) => {
      capabilities = answer;
      for (const listener of waiting) listener();
    },
    (error: unknown) => console.error('the shell does not say what it can do', error),
  );
  return {
    capabilities: () => capabilities,
    onCapabilities: (listener) => {
      waiting.add(listener);
      return () => waiting.delete(listener);
    },
    onEvent: (listener) =>
      bridge.onEvent((raw) => {
        const event = shellEventSchema.safeParse(raw);
        if (event.success) listener(event.data);
      }),
    openWindow: (input) => ask('openWindow', input),
    saveFile: (input) => ask('saveFile', input),
    chooseFile: (input) => ask('chooseFile', input),
    openExternal: (input) => ask('openExternal', input),
    setFullscreen: (input) => ask('setFullscreen', input),
  };
}
