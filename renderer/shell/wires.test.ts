import { describe, expect, it, vi } from 'vitest';
import type { ShellEvent } from '#core/contract/shell.ts';
import { createPortWire } from './portWire.ts';
import { createSocketWire } from './socketWire.ts';
import { EngineGoneError, RefusedError } from './wire.ts';

/** A page as the preload posts to it. */
function page() {
  const target = new EventTarget();
  const own = Object.assign(target, { location: { origin: 'watchfloor://app' } });
  const post = (change: { data?: unknown; source?: unknown; origin?: string; ports?: MessagePort[] }) => {
    const event = new Event('message');
    const fields = { data: undefined, source: own, origin: 'watchfloor://app', ports: [], ...change };
    for (const [name, value] of Object.entries(fields)) Object.defineProperty(event, name, { value });
    target.dispatchEvent(event);
  };
  return { own, post };
}

function portStage() {
  const { own, post } = page();
  const asked: string[] = [];
  const listeners = new Set<(event: ShellEvent) => void>();
  const wire = createPortWire({
    bridge: { connect: (nonce) => void asked.push(nonce) },
    shell: {
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    page: own as never,
    newNonce: () => `nonce-${asked.length + 1}`,
  });
  const tell = (state: ShellEvent['state']) => {
    for (const listener of [...listeners]) listener({ kind: 'engine', state, attempt: 0 });
  };
  return { asked, listeners, post, tell, wire };
}

describe('the way over a port', () => {
  it('takes the port that comes with its nonce, from its own page', async () => {
    const { asked, post, wire } = portStage();
    const opening = wire.open(new AbortController().signal);
    expect(asked).toEqual(['nonce-1']);
    const forged = [
      { data: { watchfloorPort: 'nonce-9' } },
      { data: { watchfloorPort: 'nonce-1' }, source: {} },
      { data: { watchfloorPort: 'nonce-1' }, origin: 'https://evil.example' },
      { data: 'watchfloorPort' },
      { data: { watchfloorPort: 'nonce-1' }, ports: [] },
    ];
    for (const message of forged) post({ ports: [new MessageChannel().port1], ...message });
    const { port1, port2 } = new MessageChannel();
    const said = new Promise((resolve) => {
      port2.onmessage = (event) => resolve(event.data);
    });
    post({ data: { watchfloorPort: 'nonce-1' }, ports: [port1] });
    const way = await opening;
    way.link.call(['system', 'ping'], undefined, { context: {} }).catch(() => undefined);
    expect(String(await said)).toContain('/system/ping');
    way.close();
    port2.close();
  });

  it('ends when the shell says that the engine does, and listens to nobody then', async () => {
    const { listeners, post, tell, wire } = portStage();
    const opening = wire.open(new AbortController().signal);
    post({ data: { watchfloorPort: 'nonce-1' }, ports: [new MessageChannel().port1] });
    const way = await opening;
    tell('running');
    expect(way.gone.aborted).toBe(false);
    tell('restarting');
    expect(way.gone.reason).toBeInstanceOf(EngineGoneError);
    expect(listeners.size).toBe(0);
  });

  it('gives up an opening that is aborted', async () => {
    const { post, wire } = portStage();
    const limit = new AbortController();
    const opening = wire.open(limit.signal);
    limit.abort();
    await expect(opening).rejects.toBeInstanceOf(EngineGoneError);
    post({ data: { watchfloorPort: 'nonce-1' }, ports: [new MessageChannel().port1] });
  });

  it('hints when the engine is back', () => {
    const { tell, wire } = portStage();
    let hints = 0;
    wire.onHint(() => (hints += 1));
    tell('restarting');
    tell('running');
    expect(hints).toBe(1);
  });
});

class FakeSocket extends EventTarget {
  readyState = 0;
  sent: unknown[] = [];
  closed = false;
  send = (data: unknown) => void this.sent.push(data);
  close() {
    this.closed = true;
    this.fall();
  }
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  fall() {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}

function socketStage(answers: boolean) {
  const sockets: FakeSocket[] = [];
  const wire = createSocketWire({
    url: 'ws://127.0.0.1:7007/rpc',
    createSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    answers: () => Promise.resolve(answers),
  });
  const socket = (index: number): FakeSocket => {
    const found = sockets[index];
    if (!found) throw new Error(`socket ${index} was not made`);
    return found;
  };
  return { socket, wire };
}

describe('the way over a socket', () => {
  it('makes a new socket for each opening, and ends with it', async () => {
    const { socket, wire } = socketStage(true);
    const first = wire.open(new AbortController().signal);
    socket(0).open();
    const way = await first;
    expect(way.gone.aborted).toBe(false);
    socket(0).fall();
    expect(way.gone.reason).toBeInstanceOf(EngineGoneError);
    const second = wire.open(new AbortController().signal);
    socket(1).open();
    expect((await second).gone.aborted).toBe(false);
  });

  it('rejects what is under way when the socket falls', async () => {
    const { socket, wire } = socketStage(true);
    const opening = wire.open(new AbortController().signal);
    socket(0).open();
    const way = await opening;
    const call = way.link.call(['system', 'ping'], undefined, { context: {}, signal: way.gone });
    const rejected = call.then(
      () => 'answered',
      (error: unknown) => error,
    );
    await vi.waitFor(() => expect(socket(0).sent).toHaveLength(1));
    socket(0).fall();
    expect(await rejected).toBeInstanceOf(Error);
    // The call's own "never mind" finds the socket closed; that must not surface as an error of nobody.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(socket(0).sent).toHaveLength(1);
  });

  it('tells an engine that refuses from one that is away', async () => {
    const refusing = socketStage(true);
    const refused = refusing.wire.open(new AbortController().signal);
    refusing.socket(0).fall();
    await expect(refused).rejects.toBeInstanceOf(RefusedError);
    const absent = socketStage(false);
    const away = absent.wire.open(new AbortController().signal);
    absent.socket(0).fall();
    await expect(away).rejects.toBeInstanceOf(EngineGoneError);
  });

  it('closes the socket of an opening that takes too long', async () => {
    const { socket, wire } = socketStage(true);
    const limit = new AbortController();
    const opening = wire.open(limit.signal);
    limit.abort();
    await expect(opening).rejects.toBeInstanceOf(EngineGoneError);
    expect(socket(0).closed).toBe(true);
  });
});
