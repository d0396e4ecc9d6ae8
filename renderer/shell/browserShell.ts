import type { Capabilities } from '#core/contract/shell.ts';
import type { Shell } from './shell.ts';

/** Size of a new window before the browser or the operator changes it, CSS px. */
const windowFeatures = 'popup,width=1366,height=820';

/** The Shell in a plain browser: no dialogs with paths, no displays, no notifications of the system. */
export function createBrowserShell(page: Window): Shell {
  const { document } = page;
  const capabilities: Capabilities = {
    host: 'browser',
    displays: false,
    notifications: false,
    fileDialog: false,
    fullscreen: document.fullscreenEnabled === true,
  };
  return {
    capabilities: () => capabilities,
    onCapabilities: () => () => undefined,
    onEvent: () => () => undefined,
    openWindow: ({ route }) => {
      const target = new URL(page.location.href);
      target.hash = route;
      // `noopener` would hide whether a pop-up blocker stepped in, so the tie is cut afterwards.
      const opened = page.open(target.href, '_blank', windowFeatures);
      if (opened) opened.opener = null;
      return Promise.resolve({ opened: opened !== null });
    },
    saveFile: ({ name, mime, text }) => {
      const url = URL.createObjectURL(new Blob([text], { type: mime }));
      const anchor = document.createElement('a');
      anchor.href = url;
      anchor.download = name;
      anchor.click();
      // The download has taken its own hold of the data by the next task.
      page.setTimeout(() => URL.revokeObjectURL(url), 0);
      return Promise.resolve({ path: null });
    },
    chooseFile: () => Promise.resolve({ path: null }),
    openExternal: ({ url }) => {
      if (!/^https?:$/.test(new URL(url).protocol)) return Promise.resolve({ opened: false });
      page.open(url, '_blank', 'noopener,noreferrer');
      return Promise.resolve({ opened: true });
    },
    setFullscreen: async ({ on }) => {
      if (!capabilities.fullscreen) return {};
      if (on && !document.fullscreenElement) await document.documentElement.requestFullscreen();
      if (!on && document.fullscreenElement) await document.exitFullscreen();
      return {};
    },
  };
}
