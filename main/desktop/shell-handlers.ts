import { basename, extname } from 'node:path';
import type { Dialog, Shell as ElectronShell } from 'electron';
import type { Capabilities } from '#core/contract/shell.ts';
import { mayOpenExternally } from './guards.ts';
import { type ShellHandlers, ShellRefusal } from './shell-requests.ts';
import type { WindowBody } from './window-body.ts';
import type { Windows } from './windows.ts';

export interface ShellHandlerParts {
  capabilities(): Capabilities;
  windows: Pick<Windows, 'open'>;
  bodyOf(windowId: string): WindowBody | undefined;
  dialog: Pick<Dialog, 'showSaveDialog' | 'showOpenDialog'>;
  shell: Pick<ElectronShell, 'openExternal'>;
  /** Folder that a save dialog opens in. */
  downloads(): string;
  join(folder: string, name: string): string;
  writeFile(path: string, text: string): Promise<void>;
}

/** What the Electron shell does for its pages. */
export function createShellHandlers(parts: ShellHandlerParts): ShellHandlers {
  return {
    capabilities: () => parts.capabilities(),
    openWindow: (input) => ({ opened: parts.windows.open(input) }),
    saveFile: async ({ name, text }) => {
      // A page proposes a name, never a folder.
      const proposed = basename(name.replaceAll('\\', '/')) || 'watchfloor.txt';
      const extension = extname(proposed).slice(1);
      const { canceled, filePath } = await parts.dialog.showSaveDialog({
        defaultPath: parts.join(parts.downloads(), proposed),
        ...(extension === '' ? {} : { filters: [{ name: extension.toUpperCase(), extensions: [extension] }] }),
      });
      if (canceled || !filePath) return { path: null };
      await parts.writeFile(filePath, text).catch((error: unknown) => {
        throw new ShellRefusal(
          error instanceof Error && 'code' in error ? `write-failed-${String(error.code)}` : 'write-failed',
        );
      });
      return { path: filePath };
    },
    chooseFile: async ({ title, extensions }) => {
      const { canceled, filePaths } = await parts.dialog.showOpenDialog({
        title,
        properties: ['openFile'],
        ...(extensions.length === 0
          ? {}
          : { filters: [{ name: extensions.map((one) => `*.${one}`).join(' '), extensions }] }),
      });
      return { path: canceled ? null : (filePaths[0] ?? null) };
    },
    openExternal: async ({ url }) => {
      if (!mayOpenExternally(url)) throw new ShellRefusal('address-not-allowed');
      await parts.shell.openExternal(url);
      return { opened: true };
    },
    setFullscreen: ({ on }, windowId) => {
      parts.bodyOf(windowId)?.setFullscreen(on);
      return {};
    },
  };
}
