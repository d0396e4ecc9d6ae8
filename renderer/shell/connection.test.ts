import { RPCLink } from '@orpc/client/message-port';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { implement, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, it } from 'vitest';
import { contract } from '#core/contract/index.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import { createEngineClient, EngineConnection } from './connection.ts';
import { EngineGoneError, type NoContext, type OpenWire, RefusedError, type Wire } from './wire.ts';

const info = {
  product: 'Watchfloor' as const,
  version: '1.0.0',
  epoch: 'e1',
  startedAt: 0,
  profile: 'default',
  site: { name: 'Site', environment: 'test' },
  platform: 'linux',
  hostName: 'desk-1',
};

/** Engines over real MessageChannels, with as much of the router as these tests call. */
function engines() {
  const state = { answersPings: true, version: '1.0.0' as unknown, hold: undefined as Promise<void> | undefined };
  const os = implement(contract);
  const router = {
    system: {
      ping: os.system.ping.handler(async () => {
        if (!state.answersPings) await new Promise(() => undefined);
        return { at: 1 };
      }),
      info: os.system.info.handler(async () => {
        await state.hold;
        return info;
      }),
    },
  };
  const handler = new RPCHandler(router, { interceptors: [onError(() => undefined)] });
  const ways: (OpenWire & { lose(): void })[] = [];
  let refusal: Error | undefined;
  let hint = () => {};
  const wire: Wire = {
    onHint: (listener) => {
      hint = listener;
      return () => undefined;
    },
    open: async () => {
      if (refusal) throw refusal;
      const { port1, port2 } = new MessageChannel();
      handler.upgrade(port2, { context: {} });
      port2.start();
      const gone = new AbortController();
      const link = new RPCLink<NoContext>({ port: port1, plugins: [new ResponseValidationPlugin(contract)] });
      port1.start();
      const end = () => {
        gone.abort(new EngineGoneError('lost'));
        port1.close();
      };
      const way = { link, gone: gone.signal, close: end, lose: end };
      ways.push(way);
      return way;
    },
  };
  const clock = new VirtualClock();
  const connection = new EngineConnection({ wire, clock, random: () => 0.5 });
  const engine = createEngineClient(connection);
  const status = () => connection.status.getState();
  return {
    clock,
    connection,
    engine,
    state,
    status,
    ways,
    way: (index: number) => {
      const found = ways[index];
      if (!found) throw new Error(`way ${index} was not opened`);
      return found;
    },
    refuse: (error: Error | undefined) => {
      refusal = error;
    },
    hint: () => hint(),
  };
}

/** Lets messages over ports arrive. */
const arrive = async () => {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};

const open: EngineConnection[] = [];
afterEach(() => {
  for (const connection of open.splice(0)) connection.stop();
});
function begin() {
  const stage = engines();
  open.push(stage.connection);
  stage.connection.start();
  return stage;
}

describe('EngineConnection', () => {
  it('opens, answers calls and measures the way', async () => {
    const { engine, status } = begin();
    expect(status().state).toBe('connecting');
    await expect(engine.system.info()).resolves.toEqual(info);
    await arrive();
    expect(status()).toMatchObject({ state: 'open', opened: 1, latencyMs: 0 });
  });

  it('lets a call made too early wait for the connection', async () => {
    const { engine, refuse, clock } = begin();
    refuse(new Error('nobody there'));
    const call = engine.system.info();
    await clock.advance(100);
    refuse(undefined);
    await clock.advance(1_000);
    await expect(call).resolves.toEqual(info);
  });

  it('does not let a call wait for ever', async () => {
    const stage = engines();
    stage.refuse(new Error('nobody there'));
    open.push(stage.connection);
    stage.connection.start();
    const call = stage.engine.system.info();
    const rejected = call.then(
      () => 'answered',
      (error: unknown) => error,
    );
    await stage.clock.advance(16_000);
    expect(await rejected).toBeInstanceOf(EngineGoneError);
    expect(stage.status().state).toBe('connecting');
  });

  it('rejects what is under way when the engine goes, and opens a fresh way', async () => {
    const stage = begin();
    stage.state.hold = new Promise(() => undefined);
    await arrive();
    const call = stage.engine.system.info();
    const rejected = call.then(
      () => 'answered',
      (error: unknown) => error,
    );
    await arrive();
    stage.way(0).lose();
    expect(await rejected).toBeInstanceOf(EngineGoneError);
    await stage.clock.advance(0);
    expect(stage.status().state).toBe('restarting');
    await stage.clock.advance(1_000);
    expect(stage.status()).toMatchObject({ state: 'open', opened: 2 });
    stage.state.hold = undefined;
    await expect(stage.engine.system.info()).resolves.toEqual(info);
  });

  it('gives up a way on which pings stay unanswered', async () => {
    const stage = begin();
    await arrive();
    stage.state.answersPings = false;
    await stage.clock.advance(5_000);
    await arrive();
    expect(stage.status().state).toBe('open');
    await stage.clock.advance(10_000);
    expect(stage.way(0).gone.aborted).toBe(true);
    stage.state.answersPings = true;
    await stage.clock.advance(1_000);
    expect(stage.status()).toMatchObject({ state: 'open', opened: 2 });
  });

  it('says that it is refused, and comes in when it is let in', async () => {
    const stage = engines();
    open.push(stage.connection);
    stage.refuse(new RefusedError('no'));
    stage.connection.start();
    await stage.clock.advance(100);
    expect(stage.status().state).toBe('refused');
    stage.refuse(undefined);
    await stage.clock.advance(20_000);
    expect(stage.status().state).toBe('open');
  });

  it('does not wait out its pause when the shell says that the engine is back', async () => {
    const stage = begin();
    await arrive();
    stage.refuse(new Error('nobody there'));
    stage.way(0).lose();
    await stage.clock.advance(60_000);
    stage.refuse(undefined);
    stage.hint();
    await stage.clock.advance(1);
    expect(stage.status().state).toBe('open');
  });

  it('opens a fresh way at once when asked to', async () => {
    const stage = begin();
    await arrive();
    const renewed = stage.connection.reopen();
    await stage.clock.advance(0);
    await renewed;
    expect(stage.ways).toHaveLength(2);
    expect(stage.way(0).gone.aborted).toBe(true);
    expect(stage.status()).toMatchObject({ state: 'open', opened: 2 });
  });

  it('keeps the abort of a caller apart from the loss of the engine', async () => {
    const stage = begin();
    stage.state.hold = new Promise(() => undefined);
    await arrive();
    const ended = new AbortController();
    const call = stage.engine.system.info(undefined, { signal: ended.signal });
    const rejected = call.then(
      () => 'answered',
      (error: unknown) => error,
    );
    await arrive();
    ended.abort();
    expect(await rejected).not.toBeInstanceOf(EngineGoneError);
    expect(stage.status().state).toBe('open');
  });
});
