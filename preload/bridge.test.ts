import { describe, expect, it, vi } from 'vitest';
import { bridgeChannels } from '#core/contract/bridge.ts';
import { createBridge } from './bridge.ts';

type Listener = Parameters<Parameters<typeof createBridge>[0]['on']>[1];

function stage(answer: unknown = { ok: true, value: 1 }) {
  const listeners = new Map<string, Set<Listener>>();
  const sent: unknown[][] = [];
  const posted: unknown[][] = [];
  const ipc: Parameters<typeof createBridge>[0] = {
    invoke: vi.fn<(channel: string, ...parts: unknown[]) => Promise<unknown>>(() => Promise.resolve(answer)),
    send: (...parts: unknown[]) => void sent.push(parts),
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return this as never;
    },
    off(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener);
      return this as never;
    },
  };
  const bridge = createBridge(ipc, {
    location: { origin: 'watchfloor://app' },
    postMessage: (...parts) => void posted.push(parts),
  });
  const arrive = (channel: string, message: unknown, ports: MessagePort[] = []) => {
    for (const listener of listeners.get(channel) ?? []) listener({ ports } as never, message);
  };
  return { arrive, bridge, ipc, posted, sent };
}

const nonce = 'a-nonce-of-this-page';

describe('the bridge of a page', () => {
  it('hands over the port it asked for, to its own origin, once', () => {
    const { port1 } = new MessageChannel();
    const { arrive, bridge, posted, sent } = stage();
    bridge.connect(nonce);
    expect(sent).toEqual([[bridgeChannels.connect, { nonce }]]);
    arrive(bridgeChannels.port, { nonce }, [port1]);
    arrive(bridgeChannels.port, { nonce }, [port1]);
    expect(posted).toEqual([[{ watchfloorPort: nonce }, 'watchfloor://app', [port1]]]);
  });

  it('hands over no port that nobody asked for', () => {
    const { arrive, bridge, posted } = stage();
    arrive(bridgeChannels.port, { nonce });
    arrive(bridgeChannels.port, 'noise');
    bridge.connect(nonce);
    bridge.connect('another-nonce-after-it');
    arrive(bridgeChannels.port, { nonce });
    expect(posted).toEqual([]);
  });

  it('answers with the value, and rejects with the reason', async () => {
    const good = stage({ ok: true, value: { opened: true } });
    await expect(good.bridge.request('openWindow', { route: '/' })).resolves.toEqual({ opened: true });
    expect(good.ipc.invoke).toHaveBeenCalledWith(bridgeChannels.request, 'openWindow', { route: '/' });
    await expect(stage({ ok: false, reason: 'bad-input' }).bridge.request('x', {})).rejects.toThrow(/^bad-input$/);
    await expect(stage(null).bridge.request('x', {})).rejects.toThrow(/^no-answer$/);
  });

  it('passes events on until it is told to stop, and nothing of the sender', () => {
    const { arrive, bridge } = stage();
    const heard: unknown[][] = [];
    const off = bridge.onEvent((...parts) => heard.push(parts));
    arrive(bridgeChannels.event, { kind: 'engine' });
    off();
    arrive(bridgeChannels.event, { kind: 'engine' });
    expect(heard).toEqual([[{ kind: 'engine' }]]);
  });
});
