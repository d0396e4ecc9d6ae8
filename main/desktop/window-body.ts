import type { BrowserWindow, BrowserWindowConstructorOptions, MessagePortMain } from 'electron';
import { bridgeChannels } from '#core/contract/bridge.ts';
import type { ShellEvent } from '#core/contract/shell.ts';
import { guardNavigation } from './guards.ts';
import { isOwnPage, pageOrigin } from './scheme.ts';
import type { Rectangle, WindowRecord } from './window-record.ts';

/** A window of the operating system, as far as the shell uses it. */
export interface WindowBody {
  /** Id of its web contents: who a message comes from. */
  readonly contentsId: number;
  focus(): void;
  /** Bounds it has or returns to from full screen and maximized. */
  bounds(): Rectangle;
  move(bounds: Rectangle): void;
  isFullscreen(): boolean;
  setFullscreen(on: boolean): void;
  /** Silent when its page is gone. */
  tell(event: ShellEvent): void;
  handOver(nonce: string, port: MessagePortMain): void;
  destroy(): void;
}

/** What a body reports. */
export interface BodyEvents {
  /** Moved, resized, full screen entered or left. */
  changed: () => void;
  /** Its page shows another route. */
  routed: (route: string) => void;
  blurred: () => void;
  /** The operator closed it. Not called by `destroy`. */
  closed: () => void;
  /** Its page died or hangs. */
  died: (reason: string) => void;
}

export type CreateBody = (record: WindowRecord, bounds: Rectangle, events: BodyEvents) => WindowBody;

export interface BodyParts {
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  preload: string;
  devTools: boolean;
  openExternally: (url: string) => void;
  /** Calls `task` after `ms`, unless the returned function is called first. */
  later: (ms: number, task: () => void) => () => void;
}

/** A page that does not answer for this long, ms, is taken for dead. */
const hangLimit = 30_000;

/** Makes real windows: sandboxed, isolated, without Node, and bound to our own pages. */
export function createBodies(parts: BodyParts): CreateBody {
  return (record, bounds, events) => {
    const body = new parts.BrowserWindow({
      ...bounds,
      show: false,
      title: 'Watchfloor',
      // The page's own colour: no white flash on a dark desk.
      backgroundColor: '#0b0e14',
      fullscreen: record.fullscreen,
      autoHideMenuBar: true,
      ...(record.role === 'wall' ? { roundedCorners: false } : {}),
      webPreferences: {
        preload: parts.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        devTools: parts.devTools,
        // A board on the second monitor goes on while another window has the focus.
        backgroundThrottling: record.role !== 'wall',
      },
    });
    const { webContents: contents } = body;
    guardNavigation(contents, parts.openExternally);
    watch(body, events, parts.later);
    body.once('ready-to-show', () => body.show());
    void body.loadURL(`${pageOrigin}/index.html#${record.route}`).catch((error: unknown) => {
      // A page that was replaced while it loaded is not an error; anything else shows as a window that died.
      if (!body.isDestroyed()) events.died(error instanceof Error ? error.message : String(error));
    });
    const reachable = () => !body.isDestroyed() && !contents.isDestroyed() && !contents.isCrashed();
    return {
      contentsId: contents.id,
      focus: () => {
        if (body.isMinimized()) body.restore();
        body.show();
        body.focus();
      },
      bounds: () => body.getNormalBounds(),
      move: (to) => body.setBounds(to),
      isFullscreen: () => body.isFullScreen(),
      setFullscreen: (on) => body.setFullScreen(on),
      tell: (event) => {
        if (reachable()) contents.send(bridgeChannels.event, event);
      },
      handOver: (nonce, port) => {
        if (reachable()) contents.postMessage(bridgeChannels.port, { nonce }, [port]);
        else port.close();
      },
      destroy: () => body.destroy(),
    };
  };
}

function watch(body: BrowserWindow, events: BodyEvents, later: BodyParts['later']): void {
  const { webContents: contents } = body;
  body.on('move', events.changed);
  body.on('resize', events.changed);
  body.on('enter-full-screen', events.changed);
  body.on('leave-full-screen', events.changed);
  body.on('blur', events.blurred);
  // `close` comes from the operator or the system, never from `destroy`.
  body.on('close', events.closed);
  contents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (isMainFrame && isOwnPage(url)) events.routed(new URL(url).hash.slice(1) || '/');
  });
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') events.died(details.reason);
  });
  let calm = () => {};
  contents.on('unresponsive', () => {
    calm();
    calm = later(hangLimit, () => events.died('unresponsive'));
  });
  contents.on('responsive', () => calm());
  body.on('closed', () => calm());
}
