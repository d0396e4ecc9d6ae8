import { describe, expect, it } from 'vitest';
import { bridgeChannels } from '#core/contract/bridge.ts';
import { answerShellRequests, desktopCapabilities, type ShellHandlers, ShellRefusal } from './shell-requests.ts';

function stage(change: Partial<ShellHandlers> = {}) {
  const calls: unknown[][] = [];
  const connects: string[][] = [];
  const warnings: string[] = [];
  const listeners = new Map<string, (event: never, ...parts: unknown[]) => unknown>();
  const keep = (channel: string, listener: (event: never, ...parts: unknown[]) => unknown) =>
    void listeners.set(channel, listener);
  const note = (name: string) => (input: unknown, windowId: string) => {
    calls.push([name, input, windowId]);
    return { opened: true, path: null };
  };
  answerShellRequests({
    ipc: { handle: keep, on: keep } as never,
    windowOf: (id) => (id === 7 ? 'w1' : undefined),
    handlers: {
      capabilities: () => desktopCapabilities(true, false),
      openWindow: note('openWindow'),
      saveFile: note('saveFile'),
      chooseFile: note('chooseFile'),
      openExternal: note('openExternal'),
      setFullscreen: (input, windowId) => {
        note('setFullscreen')(input, windowId);
        return {};
      },
      ...change,
    },
    connect: (windowId, nonce) => void connects.push([windowId, nonce]),
    warn: (what) => void warnings.push(what),
  });
  const frame = { url: 'watchfloor://app/index.html#/boards' };
  const event = { sender: { id: 7, mainFrame: frame }, senderFrame: frame };
  const ask = (name: unknown, input: unknown, from: object = event) =>
    listeners.get(bridgeChannels.request)?.(from as never, name, input);
  const connect = (message: unknown, from: object = event) =>
    listeners.get(bridgeChannels.connect)?.(from as never, message);
  return { ask, calls, connect, connects, event, frame, warnings };
}

const foreign = { url: 'https://evil.example/' };
const foreigners: [string, object][] = [
  ['another page in our window', { sender: { id: 7, mainFrame: foreign }, senderFrame: foreign }],
  [
    'a frame inside our page',
    { sender: { id: 7, mainFrame: { url: 'watchfloor://app/' } }, senderFrame: { url: 'watchfloor://app/' } },
  ],
  ['a window that is none of ours', { sender: { id: 8, mainFrame: foreign }, senderFrame: foreign }],
  ['a frame that is gone', { sender: { id: 7, mainFrame: foreign }, senderFrame: null }],
];

describe('answerShellRequests', () => {
  it('passes a checked request to its handler, with the window that asked', async () => {
    const { ask, calls } = stage();
    await expect(ask('openWindow', { role: 'wall', route: '/wall/host' })).resolves.toMatchObject({ ok: true });
    expect(calls).toEqual([['openWindow', { role: 'wall', route: '/wall/host' }, 'w1']]);
  });

  it.each(foreigners)('refuses %s', async (_who, from) => {
    const { ask, calls, connect, connects, warnings } = stage();
    await expect(ask('capabilities', {}, from)).resolves.toEqual({ ok: false, reason: 'foreign-sender' });
    connect({ nonce: 'a-nonce-of-that-page' }, from);
    expect([...calls, ...connects]).toEqual([]);
    expect(warnings).toHaveLength(2);
  });

  it.each(['format', '__proto__', 'constructor', 'toString', 7, null])('knows no request %j', async (name) => {
    await expect(stage().ask(name, {})).resolves.toEqual({ ok: false, reason: 'unknown-request' });
  });

  it.each([
    ['openWindow', { role: 'admin', route: '/' }],
    ['openWindow', { role: 'desk', route: 'https://evil.example' }],
    ['openExternal', { url: 'file:///etc/passwd' }],
    ['openExternal', { url: 'javascript:alert(1)' }],
    ['saveFile', { name: '', mime: 'text/plain', text: '' }],
    ['chooseFile', { title: 'x', extensions: ['*/../x'] }],
    ['setFullscreen', 'yes'],
  ])('refuses a bad input of %s', async (name, input) => {
    const { ask, calls } = stage();
    await expect(ask(name, input)).resolves.toEqual({ ok: false, reason: 'bad-input' });
    expect(calls).toEqual([]);
  });

  it('turns errors into words that tell nothing of the inside', async () => {
    const refusing = stage({ saveFile: () => Promise.reject(new ShellRefusal('disk-full')) });
    const file = { name: 'a.csv', mime: 'text/csv', text: 'x' };
    await expect(refusing.ask('saveFile', file)).resolves.toEqual({ ok: false, reason: 'disk-full' });
    const failing = stage({ saveFile: () => Promise.reject(new Error('EACCES /home/kim/secret')) });
    await expect(failing.ask('saveFile', file)).resolves.toEqual({ ok: false, reason: 'failed' });
  });

  it('asks for a port only with a nonce', () => {
    const { connect, connects } = stage();
    connect({ nonce: 'short' });
    connect('noise');
    connect({ nonce: 'a-nonce-of-this-page' });
    expect(connects).toEqual([['w1', 'a-nonce-of-this-page']]);
  });
});

describe('desktopCapabilities', () => {
  it('offers no displays on Wayland, where apps cannot place windows', () => {
    expect(desktopCapabilities(true, true).displays).toBe(false);
    expect(desktopCapabilities(false, false)).toMatchObject({ displays: true, notifications: false, host: 'desktop' });
  });
});
