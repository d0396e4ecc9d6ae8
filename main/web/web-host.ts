import type { Clock } from '#core/time/clock.ts';
import { keepJournal } from '../hosting/engine-journal.ts';
import type { LaunchEngine } from '../hosting/engine-process.ts';
import { EngineFailedError, EngineSupervisor } from '../hosting/engine-supervisor.ts';
import { failureSentence } from '../hosting/failure-sentence.ts';
import type { HostLog } from '../hosting/host-log.ts';
import type { RunningEngine } from '../hosting/running-engine.ts';
import type { AppWindow, BrowserProcess } from './app-window.ts';
import type { WebOptions } from './options.ts';

/** An engine that holds the directory but does not listen yet gets this long to, ms. */
const attachLimit = 15_000;
const attachEvery = 500;
/** A browser that ends with an error within this time, ms, has shown nothing. */
const browserProves = 4_000;

export interface WebHostPorts {
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  launch: LaunchEngine<never>;
  findRunning(): Promise<RunningEngine | null>;
  openWindow(url: string): AppWindow;
  /** One line on stdout. */
  out(line: string): void;
  /** One line on stderr. */
  err(line: string): void;
  log: HostLog;
  /** This process. */
  pid: number;
  /** Calls `listener` when the operator or the system asks this process to end. */
  onStopRequest(listener: () => void): void;
}

/** Exit codes of the browser host. */
export const webExit = { ok: 0, failed: 1, badArguments: 2 } as const;

/**
 * Opens a window on the engine that runs, or starts one and keeps it running until this process is asked to end.
 * Resolves with the exit code.
 */
export async function runWebHost(options: WebOptions, ports: WebHostPorts): Promise<number> {
  const running = await ports.findRunning();
  if (running) return attach(running, options, ports);
  const supervisor = new EngineSupervisor(options, ports);
  const endJournal = keepJournal(supervisor, ports.log, ports.clock);
  let browser: BrowserProcess | undefined;
  const ended = Promise.withResolvers<number>();
  let stopping = false;
  ports.onStopRequest(() => {
    if (stopping) return;
    stopping = true;
    void supervisor.stop().then(() => ended.resolve(webExit.ok));
  });
  try {
    const ready = await supervisor.start();
    supervisor.onPhase((state) => {
      if (state.phase !== 'failed') return;
      ports.err(failureSentence(state.cause, options, 'en'));
      ended.resolve(webExit.failed);
    });
    const link = async () => (await supervisor.ticket()) ?? `http://127.0.0.1:${ready.port}/`;
    if (options.json) {
      const { write, version } = ready;
      ports.out(JSON.stringify({ url: await link(), write, pid: ports.pid, version }));
    } else {
      browser = await show(link, options, ports, 'Ctrl+C stops it.');
    }
    return await ended.promise;
  } catch (error) {
    if (stopping) return await ended.promise;
    if (!(error instanceof EngineFailedError)) throw error;
    if (error.death.reason === 'locked') {
      const other = await waitForOther(ports);
      if (other) return await attach(other, options, ports);
    }
    ports.err(failureSentence(error.death, options, 'en'));
    return webExit.failed;
  } finally {
    // Its windows show nothing without this engine.
    browser?.end();
    await supervisor.stop();
    endJournal();
  }
}

/** Another start was quicker and its engine is on its way: wait for it instead of failing. */
async function waitForOther(ports: WebHostPorts): Promise<RunningEngine | null> {
  const until = ports.clock.monotonic() + attachLimit;
  while (ports.clock.monotonic() < until) {
    const running = await ports.findRunning();
    if (running) return running;
    await ports.clock.sleep(attachEvery);
  }
  return null;
}

async function attach(running: RunningEngine, options: WebOptions, ports: WebHostPorts): Promise<number> {
  const { lock } = running;
  if (options.json) {
    ports.out(
      JSON.stringify({
        url: await running.ticket(),
        write: lock.write,
        pid: lock.host ?? lock.pid,
        version: lock.version,
      }),
    );
    return webExit.ok;
  }
  await show(() => running.ticket(), options, ports, 'It was running already.');
  return webExit.ok;
}

/** Opens a window if it is wanted and can be had, and prints the one line with a link. */
async function show(
  link: () => Promise<string>,
  options: WebOptions,
  ports: WebHostPorts,
  remark: string,
): Promise<BrowserProcess | undefined> {
  const opened = options.open ? ports.openWindow(await link()) : null;
  // The window uses its ticket up, so the printed link has its own.
  const url = await link();
  if (opened?.opened) {
    if (opened.note) ports.err(opened.note);
    ports.out(`Watchfloor opened a window in ${opened.browser.name}. ${remark} Another window within a minute: ${url}`);
    void watchBrowser(opened.process, opened.browser.name, ports);
    return opened.process;
  }
  if (opened) ports.err(opened.why);
  ports.out(`Watchfloor runs. ${remark} Open within a minute: ${url}`);
  return undefined;
}

async function watchBrowser(browser: BrowserProcess, name: string, ports: WebHostPorts): Promise<void> {
  const started = ports.clock.monotonic();
  const end = await browser.ended;
  if (end === 0 || end === null || ports.clock.monotonic() - started > browserProves) return;
  const how = typeof end === 'number' ? `exit code ${end}` : end;
  ports.err(`${name} ended at once (${how}); open the link in a browser, or name another in WATCHFLOOR_BROWSER.`);
}
