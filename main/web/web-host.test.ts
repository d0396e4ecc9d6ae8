import { describe, expect, it } from 'vitest';
import type { EngineMessage, HostMessage } from '#core/contract/host.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import type { EngineEvents } from '../hosting/engine-process.ts';
import type { RunningEngine } from '../hosting/running-engine.ts';
import type { AppWindow } from './app-window.ts';
import type { WebOptions } from './options.ts';
import { runWebHost } from './web-host.ts';

const options: WebOptions = {
  dataDirectory: '/data',
  profile: 'default',
  port: 0,
  open: true,
  json: false,
  help: false,
};
const ready: EngineMessage = {
  kind: 'ready',
  port: 7007,
  pid: 99,
  epoch: 'e',
  version: '1.2.3',
  write: 'http://127.0.0.1:8186',
};

function runningEngine(): RunningEngine {
  let tickets = 0;
  return {
    lock: {
      pid: 99,
      host: 50,
      startedAt: 0,
      port: 7007,
      url: 'http://127.0.0.1:7007',
      write: 'http://127.0.0.1:8186',
      control: 'a-secret-of-some-length',
      version: '1.2.3',
      epoch: 'e',
    },
    ticket: () => {
      tickets += 1;
      return Promise.resolve(`http://127.0.0.1:7007/start?ticket=other-${tickets}`);
    },
  };
}

/** A host with an engine that answers tickets and ends when it is asked to. */
function stage(
  change: {
    options?: Partial<WebOptions>;
    window?: (url: string) => AppWindow;
    running?: () => RunningEngine | null;
  } = {},
) {
  const clock = new VirtualClock();
  const engines: { events: EngineEvents; sent: HostMessage[] }[] = [];
  const out: string[] = [];
  const err: string[] = [];
  const logged: string[] = [];
  const windows: string[] = [];
  const browser = { ended: false };
  let stop = () => {};
  let tickets = 0;
  const note = (fields: unknown, message?: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const code = runWebHost(
    { ...options, ...change.options },
    {
      clock,
      random: () => 0.5,
      launch: (_engineArguments, events) => {
        const engine = { events, sent: [] as HostMessage[] };
        engines.push(engine);
        return {
          send: (message) => {
            engine.sent.push(message);
            if (message.kind === 'shutdown') events.exited('exit code 0');
            if (message.kind === 'ticket') {
              tickets += 1;
              events.message({ kind: 'ticket', id: message.id, url: `http://127.0.0.1:7007/start?ticket=${tickets}` });
            }
          },
          kill: () => events.exited('signal SIGKILL'),
        };
      },
      findRunning: () => Promise.resolve(change.running?.() ?? null),
      openWindow: (url) => {
        windows.push(url);
        if (change.window) return change.window(url);
        const end = () => {
          browser.ended = true;
        };
        const process = { end, ended: new Promise<number>(() => undefined) };
        return { opened: true, browser: { name: 'Chromium', path: '/usr/bin/chromium' }, process, note: null };
      },
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      log: { info: note, warn: note, error: note },
      pid: 50,
      onStopRequest: (listener) => {
        stop = listener;
      },
    },
  );
  return { clock, engines, out, err, logged, windows, browser, code, stop: () => stop() };
}

const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

async function started(change?: Parameters<typeof stage>[0]) {
  const parts = stage(change);
  await settle();
  parts.engines[0]?.events.message(ready);
  await settle();
  return parts;
}

describe('runWebHost', () => {
  it('starts an engine, opens a window and prints one line whose link the window has not used up', async () => {
    const { windows, out, err, stop, code, browser, engines } = await started();
    expect(windows).toEqual(['http://127.0.0.1:7007/start?ticket=1']);
    expect(out).toHaveLength(1);
    expect(out[0]).toContain('http://127.0.0.1:7007/start?ticket=2');
    expect(err).toEqual([]);
    stop();
    expect(await code).toBe(0);
    expect(engines[0]?.sent.at(-1)).toEqual({ kind: 'shutdown' });
    expect(browser.ended).toBe(true);
  });

  it('prints only the link when no window is wanted', async () => {
    const { windows, out, stop, code } = await started({ options: { open: false } });
    expect(windows).toEqual([]);
    expect(out).toEqual([expect.stringContaining('/start?ticket=1')]);
    stop();
    await code;
  });

  it('says why there is no window and prints the link', async () => {
    const { out, err, stop, code } = await started({ window: () => ({ opened: false, why: 'No display.' }) });
    expect(err).toEqual(['No display.']);
    expect(out[0]).toContain('/start?ticket=');
    stop();
    await code;
  });

  it('says so when the browser falls over at once', async () => {
    const process = { end: () => undefined, ended: Promise.resolve(21) };
    const { err, stop, code } = await started({
      window: () => ({ opened: true, browser: { name: 'Chromium', path: '/x' }, process, note: null }),
    });
    expect(err[0]).toMatch(/Chromium ended at once \(exit code 21\)/);
    stop();
    await code;
  });

  it('prints one JSON line for programs', async () => {
    const { out, stop, code } = await started({ options: { json: true, open: false } });
    expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([
      { url: 'http://127.0.0.1:7007/start?ticket=1', write: 'http://127.0.0.1:8186', pid: 50, version: '1.2.3' },
    ]);
    stop();
    expect(await code).toBe(0);
  });

  it('opens another window on an engine that runs already, and goes', async () => {
    const engine = runningEngine();
    const { code, engines, windows, out, browser } = stage({ running: () => engine });
    expect(await code).toBe(0);
    expect(engines).toEqual([]);
    expect(windows).toEqual(['http://127.0.0.1:7007/start?ticket=other-1']);
    expect(out[0]).toContain('ticket=other-2');
    expect(browser.ended).toBe(false);
  });

  it('names the supervisor of the engine that runs already', async () => {
    const engine = runningEngine();
    const { code, out } = stage({ running: () => engine, options: { json: true } });
    await code;
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ pid: 50, version: '1.2.3' });
  });

  it('joins the engine of another start that was quicker', async () => {
    let up = false;
    const engine = runningEngine();
    const { code, engines, clock, windows } = stage({ running: () => (up ? engine : null) });
    await settle();
    engines[0]?.events.message({ kind: 'failed', reason: 'locked', detail: '99' });
    await settle();
    up = true;
    await clock.advance(1_000);
    expect(await code).toBe(0);
    expect(windows).toHaveLength(1);
  });

  it('says what is wrong when the directory is held by an engine that never answers', async () => {
    const { code, engines, clock, err } = stage();
    await settle();
    engines[0]?.events.message({ kind: 'failed', reason: 'locked', detail: 'pid 99' });
    await settle();
    await clock.advance(20_000);
    expect(await code).toBe(1);
    expect(err[0]).toMatch(/holds the data directory \/data/);
  });

  it('says what is wrong with a port that is taken', async () => {
    const { code, engines, err } = stage({ options: { port: 80 } });
    await settle();
    engines[0]?.events.message({ kind: 'failed', reason: 'port-taken', detail: 'EADDRINUSE' });
    expect(await code).toBe(1);
    expect(err[0]).toMatch(/Port 80 is taken/);
  });

  it('restarts an engine that died, without another window', async () => {
    const { engines, clock, windows, stop, code, logged } = await started();
    engines[0]?.events.exited('signal SIGKILL');
    await clock.advance(1_000);
    await settle();
    expect(engines).toHaveLength(2);
    engines[1]?.events.message(ready);
    expect(windows).toHaveLength(1);
    expect(logged.some((line) => line.includes('SIGKILL'))).toBe(true);
    stop();
    expect(await code).toBe(0);
  });

  it('ends while the engine is still coming up', async () => {
    const { stop, code } = stage();
    await settle();
    stop();
    expect(await code).toBe(0);
  });

  it('writes a line about the engine’s health once a minute', async () => {
    const { engines, clock, logged, stop, code } = await started();
    for (let second = 0; second < 60; second += 2) {
      engines[0]?.events.message({ kind: 'heartbeat', rssBytes: 1e8, loopDelayMs: 3, connections: 2 });
      await clock.advance(2_000);
    }
    expect(logged.filter((line) => line.startsWith('engine health'))).toHaveLength(1);
    stop();
    await code;
  });
});
