import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as ElectronModule from 'electron';
import type { MessagePortMain } from 'electron';
import { thisMachine } from '../hosting/data-directory.ts';
import { keepJournal } from '../hosting/engine-journal.ts';
import { EngineFailedError, EngineSupervisor } from '../hosting/engine-supervisor.ts';
import { failureSentence, type Language } from '../hosting/failure-sentence.ts';
import { type HostLog, openHostLog } from '../hosting/host-log.ts';
import { findRunningEngine } from '../hosting/running-engine.ts';
import { systemClock } from '../hosting/system-clock.ts';
import { EnginePorts, engineEvent } from './engine-ports.ts';
import { guardPermissions, mayOpenExternally } from './guards.ts';
import { desktopOptions } from './options.ts';
import { privileges, scheme, servePages } from './scheme.ts';
import { createShellHandlers } from './shell-handlers.ts';
import { answerShellRequests, desktopCapabilities } from './shell-requests.ts';
import { launchUtilityEngine } from './utility-engine.ts';
import { createBodies } from './window-body.ts';
import { WindowStore } from './window-store.ts';
import { Windows } from './windows.ts';

/** The parts of Electron that the shell uses. */
export type Electron = Pick<
  typeof ElectronModule,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'Notification'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;

/** The shell's composition root: life cycle, windows, engine. `dist` is the folder of the built parts. */
export async function startDesktop(electron: Electron, dist: string): Promise<void> {
  const { app } = electron;
  electron.protocol.registerSchemesAsPrivileged([privileges]);
  app.setAppUserModelId('example.watchfloor.console');
  const options = desktopOptions(app.commandLine, thisMachine());
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  // One app for each data directory: the lock below is made in this folder.
  app.setPath('userData', join(options.dataDirectory, 'desktop'));
  if (!app.requestSingleInstanceLock()) return app.quit();

  const log = openHostLog(options.dataDirectory);
  const supervisor = new EngineSupervisor<MessagePortMain>(options, {
    clock: systemClock,
    random: Math.random,
    launch: launchUtilityEngine({
      utilityProcess: electron.utilityProcess,
      killProcess: (pid) => void process.kill(pid, 'SIGKILL'),
      entry: join(dist, 'main', 'engine.mjs'),
      log,
    }),
  });
  keepJournal(supervisor, log, systemClock);
  const language = (): Language => (app.getLocale().startsWith('ko') ? 'ko' : 'en');
  endCleanly(app, supervisor);
  await app.whenReady();
  const { windows } = openHouse(electron, dist, options.dataDirectory, supervisor, log);
  supervisor.start().then(
    () => undefined,
    (error: unknown) => giveUp(electron, error, options, language()),
  );
  windows.restore();
}

type Supervisor = EngineSupervisor<MessagePortMain>;

/** Windows and everything that pages can reach. */
function openHouse(electron: Electron, dist: string, dataDirectory: string, supervisor: Supervisor, log: HostLog) {
  const { app, screen } = electron;
  const openExternally = (url: string) => {
    if (mayOpenExternally(url)) void electron.shell.openExternal(url);
  };
  electron.protocol.handle(scheme, servePages(join(dist, 'renderer'), readFile));
  guardPermissions(electron.session.defaultSession);
  const warn = (what: string, fields: object) => log.warn(fields, what);
  const windows = new Windows({
    createBody: createBodies({
      BrowserWindow: electron.BrowserWindow,
      preload: join(dist, 'preload', 'index.cjs'),
      devTools: !app.isPackaged,
      openExternally,
      later: (ms, task) => {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
    }),
    displays: () => {
      const primary = screen.getPrimaryDisplay();
      return [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)];
    },
    store: new WindowStore({
      clock: systemClock,
      ...windowsFile(dataDirectory),
      warn: (what, error) => log.warn({ err: error }, what),
    }),
    clock: systemClock,
    random: Math.random,
    newId: () => randomUUID(),
    warn,
  });
  const ports = new EnginePorts({
    createChannel: () => new electron.MessageChannelMain(),
    toEngine: (windowId, port) => supervisor.connect(windowId, port),
    toWindow: (windowId, nonce, port) => windows.handOver(windowId, nonce, port),
  });
  supervisor.onPhase((state) => {
    const event = engineEvent(state);
    if (event) windows.tellAll(event);
    if (state.phase === 'running') ports.serveWaiting();
  });
  answerShellRequests({
    ipc: electron.ipcMain,
    windowOf: (contentsId) => windows.byContents(contentsId)?.id,
    handlers: createShellHandlers({
      capabilities: () => desktopCapabilities(electron.Notification.isSupported(), onWayland(app)),
      windows,
      bodyOf: (id) => windows.body(id),
      dialog: electron.dialog,
      shell: electron.shell,
      downloads: () => app.getPath('downloads'),
      join,
      writeFile,
    }),
    connect: (windowId, nonce) => ports.connect(windowId, nonce),
    warn,
  });
  app.on('second-instance', () => void windows.open({ role: 'desk', route: '/' }));
  app.on('before-quit', () => windows.end());
  app.on('window-all-closed', () => app.quit());
  for (const change of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
    screen.on(change as 'display-added', () => windows.rehome());
  }
  setMenu(electron);
  return { windows };
}

/** Copy and paste need a menu on macOS; elsewhere the page has its own commands and a menu only takes room. */
function setMenu({ Menu }: Electron): void {
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    mac ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null,
  );
}

function windowsFile(dataDirectory: string) {
  const path = join(dataDirectory, 'windows.json');
  return {
    read: () => {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    write: (text: string) => {
      writeFileSync(`${path}.new`, text, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

function onWayland(app: Electron['app']): boolean {
  if (process.platform !== 'linux') return false;
  const platform = app.commandLine.getSwitchValue('ozone-platform');
  return platform === '' || platform === 'auto' ? Boolean(process.env['WAYLAND_DISPLAY']) : platform === 'wayland';
}

/** The app waits for the engine's clean end, which the supervisor bounds, and for nothing else. */
function endCleanly(app: Electron['app'], supervisor: Supervisor): void {
  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void supervisor.stop().then(() => {
      ended = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

/** The engine cannot start: joins one that another host runs on the same data, else says what is wrong, and ends. */
async function giveUp(
  electron: Electron,
  error: unknown,
  options: { dataDirectory: string; port: number },
  language: Language,
): Promise<void> {
  if (!(error instanceof EngineFailedError)) return;
  if (error.death.reason === 'locked') {
    const running = await findRunningEngine(options.dataDirectory);
    if (running) {
      await electron.shell.openExternal(await running.ticket());
      return electron.app.quit();
    }
  }
  electron.dialog.showErrorBox('Watchfloor', failureSentence(error.death, options, language));
  electron.app.quit();
}
