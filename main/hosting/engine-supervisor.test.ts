import { describe, expect, it } from 'vitest';
import type { EngineMessage, HostMessage } from '#core/contract/host.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import type { EngineEvents, LaunchEngine } from './engine-process.ts';
import { EngineFailedError, EngineSupervisor } from './engine-supervisor.ts';

interface Started {
  arguments: readonly string[];
  events: EngineEvents;
  sent: { message: HostMessage; ports: string[] }[];
  killed: boolean;
}

const ready = (port: number): EngineMessage => ({
  kind: 'ready',
  port,
  pid: 99,
  epoch: 'e',
  version: '1',
  write: null,
});

function stage({ diesWhenKilled = true } = {}) {
  const clock = new VirtualClock();
  const started: Started[] = [];
  const launch: LaunchEngine<string> = (engineArguments, events) => {
    const engine: Started = { arguments: engineArguments, events, sent: [], killed: false };
    started.push(engine);
    return {
      send: (message, ports) => void engine.sent.push({ message, ports: ports ?? [] }),
      kill: () => {
        engine.killed = true;
        if (diesWhenKilled) events.exited('killed');
      },
    };
  };
  const supervisor = new EngineSupervisor<string>(
    { dataDirectory: '/data', profile: 'default', port: 0 },
    { clock, random: () => 0.5, launch },
  );
  /** Lets the launch, which waits for the end of the one before, take place. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const engine = (index: number): Started => {
    const found = started[index];
    if (!found) throw new Error(`engine ${index} was not started`);
    return found;
  };
  return { clock, supervisor, started, engine, settle };
}

async function upAndRunning(options?: Parameters<typeof stage>[0]) {
  const parts = stage(options);
  const first = parts.supervisor.start();
  await parts.settle();
  parts.engine(0).events.message(ready(7007));
  await first;
  return parts;
}

describe('EngineSupervisor', () => {
  it('resolves with what the engine said when it is ready', async () => {
    const { supervisor, engine, settle } = stage();
    const first = supervisor.start();
    await settle();
    expect(engine(0).arguments).toEqual(['--data-dir', '/data', '--port', '0', '--profile', 'default']);
    engine(0).events.message({ kind: 'unheard-of' });
    engine(0).events.message('noise');
    engine(0).events.message(ready(7007));
    await expect(first).resolves.toMatchObject({ port: 7007 });
  });

  it('restarts a dead engine on its port and tells its listeners each phase', async () => {
    const { supervisor, engine, clock, settle, started } = await upAndRunning();
    const phases: string[] = [];
    supervisor.onPhase((state) => phases.push(state.phase));
    engine(0).events.exited('code 1');
    await clock.advance(1_000);
    await settle();
    expect(started).toHaveLength(2);
    expect(engine(1).arguments).toContain('7007');
    engine(1).events.message(ready(7007));
    expect(phases).toEqual(['waiting', 'starting', 'running']);
  });

  it('does not start a second engine before a killed one is really gone', async () => {
    const { supervisor, engine, clock, settle, started } = await upAndRunning({ diesWhenKilled: false });
    await clock.advance(20_000);
    await settle();
    expect(engine(0).killed).toBe(true);
    expect(supervisor.state.phase).toBe('starting');
    expect(started).toHaveLength(1);
    engine(0).events.exited('killed');
    await settle();
    expect(started).toHaveLength(2);
  });

  it('ignores what a replaced engine still says', async () => {
    const { supervisor, engine, clock, settle } = await upAndRunning();
    engine(0).events.exited('code 1');
    await clock.advance(1_000);
    await settle();
    engine(0).events.message(ready(1234));
    expect(supervisor.state.phase).toBe('starting');
  });

  it('rejects the start when another try would not help', async () => {
    const { supervisor, engine, settle } = stage();
    const first = supervisor.start();
    await settle();
    engine(0).events.message({ kind: 'failed', reason: 'state-newer', detail: '9' });
    await expect(first).rejects.toBeInstanceOf(EngineFailedError);
  });

  it('stops by asking, and kills an engine that does not end in time', async () => {
    const { supervisor, engine, clock } = await upAndRunning();
    const stopped = supervisor.stop();
    expect(engine(0).sent).toEqual([{ message: { kind: 'shutdown' }, ports: [] }]);
    await clock.advance(1_600);
    expect(engine(0).killed).toBe(false);
    await clock.advance(200);
    expect(engine(0).killed).toBe(true);
    await stopped;
    expect(supervisor.state.phase).toBe('stopped');
  });

  it('does not start again after a stop', async () => {
    const { supervisor, engine, clock, settle, started } = await upAndRunning();
    engine(0).events.exited('code 1');
    await supervisor.stop();
    await clock.advance(60_000);
    await settle();
    expect(started).toHaveLength(1);
  });

  it('brings back the ticket that belongs to a request', async () => {
    const { supervisor, engine } = await upAndRunning();
    const [one, two] = [supervisor.ticket(), supervisor.ticket()];
    const ids = engine(0).sent.map(({ message }) => (message.kind === 'ticket' ? message.id : ''));
    engine(0).events.message({ kind: 'ticket', id: ids[1] ?? '', url: 'http://127.0.0.1:7007/start?ticket=two' });
    engine(0).events.message({ kind: 'ticket', id: ids[0] ?? '', url: 'http://127.0.0.1:7007/start?ticket=one' });
    expect(await one).toMatch(/one$/);
    expect(await two).toMatch(/two$/);
  });

  it('answers a ticket request with null when the engine dies or stays silent', async () => {
    const { supervisor, engine, clock, settle } = await upAndRunning();
    const silent = supervisor.ticket();
    await clock.advance(5_000);
    expect(await silent).toBeNull();
    const orphan = supervisor.ticket();
    engine(0).events.exited('code 1');
    expect(await orphan).toBeNull();
    await settle();
    expect(await supervisor.ticket()).toBeNull();
  });

  it('hands over ports only to a running engine', async () => {
    const { supervisor, engine } = await upAndRunning();
    expect(supervisor.connect('w1', 'port-a')).toBe(true);
    expect(engine(0).sent.at(-1)).toEqual({ message: { kind: 'connect', windowId: 'w1' }, ports: ['port-a'] });
    engine(0).events.exited('code 1');
    expect(supervisor.connect('w1', 'port-b')).toBe(false);
  });
});
