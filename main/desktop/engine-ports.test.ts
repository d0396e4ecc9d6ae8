import { describe, expect, it } from 'vitest';
import { EnginePorts, engineEvent } from './engine-ports.ts';

function stage() {
  const engine = { runs: false, got: [] as [string, unknown][] };
  const handed: [string, string, unknown][] = [];
  const closed: unknown[] = [];
  let made = 0;
  const port = (name: string) => ({ name, close: () => void closed.push(name) }) as never;
  const ports = new EnginePorts({
    createChannel: () => {
      made += 1;
      return { port1: port(`engine-${made}`), port2: port(`window-${made}`) };
    },
    toEngine: (windowId, end) => {
      if (engine.runs) engine.got.push([windowId, end]);
      return engine.runs;
    },
    toWindow: (windowId, nonce, end) => void handed.push([windowId, nonce, end]),
  });
  return { closed, engine, handed, ports };
}

describe('EnginePorts', () => {
  it('gives the two ends of one channel to the engine and to the window that asked', () => {
    const { engine, handed, ports } = stage();
    engine.runs = true;
    ports.connect('w1', 'nonce-1');
    expect(engine.got).toEqual([['w1', expect.objectContaining({ name: 'engine-1' })]]);
    expect(handed).toEqual([['w1', 'nonce-1', expect.objectContaining({ name: 'window-1' })]]);
  });

  it('serves who asked too early when the engine runs, by the newest nonce, once', () => {
    const { closed, engine, handed, ports } = stage();
    ports.connect('w1', 'old');
    ports.connect('w1', 'new');
    ports.connect('w2', 'other');
    expect(closed).toHaveLength(6);
    engine.runs = true;
    ports.serveWaiting();
    ports.serveWaiting();
    expect(handed.map(([windowId, nonce]) => [windowId, nonce])).toEqual([
      ['w1', 'new'],
      ['w2', 'other'],
    ]);
  });
});

describe('engineEvent', () => {
  it('says "starting" at the first start and "restarting" after a death', () => {
    const cause = { reason: 'exit' as const, detail: '' };
    expect(engineEvent({ phase: 'starting', since: 0, deaths: 0, everReady: false, port: 0 })).toMatchObject({
      state: 'starting',
    });
    expect(engineEvent({ phase: 'waiting', at: 0, deaths: 3, everReady: true, port: 1, cause })).toEqual({
      kind: 'engine',
      state: 'restarting',
      attempt: 3,
    });
    expect(engineEvent({ phase: 'starting', since: 0, deaths: 1, everReady: true, port: 1 })).toMatchObject({
      state: 'restarting',
    });
    expect(engineEvent({ phase: 'failed', cause })).toMatchObject({ state: 'failed' });
    expect(engineEvent({ phase: 'stopped' })).toBeNull();
  });
});
