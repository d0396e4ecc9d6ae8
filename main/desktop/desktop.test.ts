import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bridgeChannels } from '#core/contract/bridge.ts';
import { type Electron, startDesktop } from './desktop.ts';

let data: string;
const cleanUp: (() => void)[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'watchfloor-desktop-'));
});
afterEach(() => {
  for (const task of cleanUp.splice(0)) task();
  rmSync(data, { recursive: true, force: true });
});

/** As much of Electron as the shell touches; what happened is in `seen`, in order. */
function fakeElectron({ firstInstance = true } = {}) {
  const seen: string[] = [];
  const ready = Promise.withResolvers<void>();
  const quitEvents: { prevented: boolean }[] = [];
  const engines: (EventEmitter & { posted: [{ kind: string }, unknown[] | undefined][]; args: string[] })[] = [];
  const ipc = new Map<string, (event: unknown, ...parts: unknown[]) => unknown>();
  const windows: FakeWindow[] = [];
  const errors: string[] = [];

  class FakeContents extends EventEmitter {
    readonly id = windows.length + 1;
    readonly mainFrame = { url: 'watchfloor://app/index.html' };
    readonly posted: [string, unknown, unknown[]][] = [];
    readonly sent: unknown[] = [];
    setWindowOpenHandler() {}
    isDestroyed = () => false;
    isCrashed = () => false;
    send = (...parts: unknown[]) => void this.sent.push(parts);
    postMessage = (channel: string, message: unknown, ports: unknown[]) =>
      void this.posted.push([channel, message, ports]);
  }
  class FakeWindow extends EventEmitter {
    readonly webContents = new FakeContents();
    readonly options: { webPreferences: object };
    url = '';
    constructor(options: { webPreferences: object }) {
      super();
      this.options = options;
      windows.push(this);
    }
    loadURL = (url: string) => {
      this.url = url;
      return Promise.resolve();
    };
    getNormalBounds = () => ({ x: 10, y: 20, width: 800, height: 600 });
    isFullScreen = () => false;
    isDestroyed = () => false;
    show() {}
    destroy() {}
  }
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    commandLine: { getSwitchValue: (name: string) => ({ 'data-dir': data })[name] ?? '' },
    setAppUserModelId: () => undefined,
    setPath: () => undefined,
    getPath: () => data,
    getLocale: () => 'ko-KR',
    requestSingleInstanceLock: () => firstInstance,
    whenReady: () => ready.promise,
    quit: () => {
      seen.push('quit');
      const event = { prevented: false, preventDefault: () => (event.prevented = true) };
      app.emit('before-quit', event);
      app.emit('will-quit', event);
      quitEvents.push(event);
    },
  });
  const electron = {
    app,
    BrowserWindow: FakeWindow,
    dialog: { showErrorBox: (_title: string, text: string) => void errors.push(text) },
    ipcMain: {
      handle: (channel: string, listener: never) => void ipc.set(channel, listener),
      on: (channel: string, listener: never) => void ipc.set(channel, listener),
    },
    Menu: { setApplicationMenu: () => undefined, buildFromTemplate: () => undefined },
    MessageChannelMain: class {
      port1 = { close: () => undefined, end: 'engine' };
      port2 = { close: () => undefined, end: 'window' };
    },
    Notification: { isSupported: () => true },
    protocol: {
      registerSchemesAsPrivileged: () => void seen.push('privileges'),
      handle: (name: string) => void seen.push(`handle ${name}`),
    },
    screen: Object.assign(new EventEmitter(), {
      getPrimaryDisplay: () => ({
        id: 1,
        bounds: { x: 0, y: 0, width: 1920, height: 1080 },
        workArea: { x: 0, y: 0, width: 1920, height: 1040 },
      }),
      getAllDisplays: () => [],
    }),
    session: {
      defaultSession: {
        setPermissionRequestHandler: () => void seen.push('permissions'),
        setPermissionCheckHandler: () => undefined,
      },
    },
    shell: { openExternal: () => Promise.resolve() },
    utilityProcess: {
      fork: (_entry: string, args: string[]) => {
        const engine = Object.assign(new EventEmitter(), {
          args,
          posted: [] as [{ kind: string }, unknown[] | undefined][],
          stdout: new EventEmitter(),
          stderr: new EventEmitter(),
          pid: undefined,
          kill: () => engine.emit('exit', 1),
          postMessage: (message: { kind: string }, ports?: unknown[]) => {
            engine.posted.push([message, ports]);
            if (message.kind === 'shutdown') engine.emit('exit', 0);
          },
        });
        engines.push(engine);
        return engine;
      },
    },
  };
  return { electron: electron as unknown as Electron, app, engines, errors, ipc, quitEvents, ready, seen, windows };
}

const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 10));

async function start(options?: Parameters<typeof fakeElectron>[0]) {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const fake = fakeElectron(options);
  const started = startDesktop(fake.electron, '/app/dist');
  const beforeReady = [...fake.seen];
  fake.ready.resolve();
  await started;
  await settle();
  cleanUp.push(() => {
    fake.engines.at(-1)?.emit('exit', 0);
    fake.app.emit('will-quit', { preventDefault: () => undefined });
    for (const [at, signal] of signals.entries()) {
      for (const listener of process.listeners(signal))
        if (!before[at]?.includes(listener)) process.off(signal, listener);
    }
  });
  return { ...fake, beforeReady };
}

const engineReady = { kind: 'ready', port: 7007, pid: 9, epoch: 'e', version: '1', write: null };

describe('startDesktop', () => {
  it('registers its scheme before Electron is ready, and serves and guards before the first window', async () => {
    const { beforeReady, seen, windows } = await start();
    expect(beforeReady).toEqual(['privileges']);
    expect(seen).toEqual(['privileges', 'handle watchfloor', 'permissions']);
    expect(windows[0]?.url).toBe('watchfloor://app/index.html#/');
  });

  it('gives its windows a sandbox and nothing of Node', async () => {
    const { windows } = await start();
    expect(windows[0]?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    });
  });

  it('leaves everything to the app that runs already, which opens another window', async () => {
    const second = await start({ firstInstance: false });
    expect(second.seen).toContain('quit');
    expect(second.engines).toEqual([]);
    expect(second.windows).toEqual([]);
    const first = await start();
    first.app.emit('second-instance');
    expect(first.windows).toHaveLength(2);
  });

  it('joins a window to the engine by one channel, also when it asked before the engine ran', async () => {
    const { engines, ipc, windows } = await start();
    const contents = windows[0]?.webContents;
    const event = { sender: contents, senderFrame: contents?.mainFrame };
    ipc.get(bridgeChannels.connect)?.(event, { nonce: 'a-nonce-of-this-page' });
    expect(contents?.posted).toEqual([]);
    expect(engines[0]?.args).toEqual(['--data-dir', data, '--port', '0', '--profile', 'default']);
    engines[0]?.emit('message', engineReady);
    expect(engines[0]?.posted).toEqual([
      [{ kind: 'connect', windowId: expect.any(String) as string }, [expect.objectContaining({ end: 'engine' })]],
    ]);
    expect(contents?.posted).toEqual([
      [bridgeChannels.port, { nonce: 'a-nonce-of-this-page' }, [expect.objectContaining({ end: 'window' })]],
    ]);
    expect(contents?.sent.at(-1)).toEqual([bridgeChannels.event, { kind: 'engine', state: 'running', attempt: 0 }]);
  });

  it('answers what a window asks about this desktop', async () => {
    const { ipc, windows } = await start();
    const contents = windows[0]?.webContents;
    const answer = await ipc.get(bridgeChannels.request)?.(
      { sender: contents, senderFrame: contents?.mainFrame },
      'capabilities',
      {},
    );
    expect(answer).toMatchObject({ ok: true, value: { host: 'desktop', notifications: true, fileDialog: true } });
  });

  it('ends after the engine has ended cleanly, and remembers its windows', async () => {
    const { app, engines, quitEvents } = await start();
    engines[0]?.emit('message', engineReady);
    app.quit();
    await settle();
    expect(engines[0]?.posted.at(-1)?.[0]).toEqual({ kind: 'shutdown' });
    expect(new Set(quitEvents.map((event) => event.prevented))).toEqual(new Set([true, false]));
    const saved = JSON.parse(readFileSync(join(data, 'windows.json'), 'utf8')) as { windows: object[] };
    expect(saved.windows).toEqual([expect.objectContaining({ role: 'desk', route: '/' })]);
    expect(existsSync(join(data, 'windows.json.new'))).toBe(false);
  });

  it('says in the operator’s language what is wrong when the engine cannot start', async () => {
    const { engines, errors, seen } = await start();
    engines[0]?.emit('message', { kind: 'failed', reason: 'state-newer', detail: '9' });
    await settle();
    expect(errors).toEqual([expect.stringContaining('더 최신 버전')]);
    expect(seen).toContain('quit');
  });
});
