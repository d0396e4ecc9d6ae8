import { describe, expect, it, vi } from 'vitest';
import type { ShellBridge, ShellEvent } from '#core/contract/shell.ts';
import { createBrowserShell } from './browserShell.ts';
import { createElectronShell } from './electronShell.ts';

const desktop = { host: 'desktop', displays: true, notifications: true, fileDialog: true, fullscreen: true } as const;

function bridgeThat(answer: (name: string, input: unknown) => unknown) {
  let listener: (event: unknown) => void = () => undefined;
  const bridge: ShellBridge = {
    request: (name, input) => Promise.resolve(answer(name, input)),
    connect: () => undefined,
    onEvent: (added) => {
      listener = added;
      return () => undefined;
    },
  };
  return { bridge, tell: (event: unknown) => listener(event) };
}

describe('the Shell of the desktop', () => {
  it('offers nothing before the host has said what it can do', async () => {
    const shell = createElectronShell(bridgeThat(() => desktop).bridge);
    expect(shell.capabilities()).toMatchObject({ host: 'desktop', displays: false, fileDialog: false });
    const changed = vi.fn<() => void>();
    shell.onCapabilities(changed);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledOnce());
    expect(shell.capabilities()).toEqual(desktop);
  });

  it('checks what the host answers', async () => {
    const answers = (name: string) => (name === 'capabilities' ? desktop : { opened: 'perhaps' });
    const shell = createElectronShell(bridgeThat(answers).bridge);
    await expect(shell.openWindow({ role: 'desk', route: '/' })).rejects.toThrow(/opened/);
  });

  it('passes on the events of the contract and no others', () => {
    const { bridge, tell } = bridgeThat(() => desktop);
    const heard: ShellEvent[] = [];
    createElectronShell(bridge).onEvent((event) => heard.push(event));
    tell({ kind: 'engine', state: 'running', attempt: 0 });
    tell({ kind: 'engine', state: 'odd' });
    tell(null);
    expect(heard).toEqual([{ kind: 'engine', state: 'running', attempt: 0 }]);
  });
});

describe('the Shell of a browser', () => {
  it('says what a browser cannot do', () => {
    expect(createBrowserShell(window).capabilities()).toEqual({
      host: 'browser',
      displays: false,
      notifications: false,
      fileDialog: false,
      fullscreen: false,
    });
  });

  it('opens the same page on another route and cuts the tie to it', async () => {
    const child = { opener: window as Window | null };
    const open = vi.spyOn(window, 'open').mockReturnValue(child as Window);
    await expect(
      createBrowserShell(window).openWindow({ role: 'wall', route: '/wall/host?range=1h' }),
    ).resolves.toEqual({ opened: true });
    expect(String(open.mock.calls[0]?.[0])).toMatch(/\/#\/wall\/host\?range=1h$/);
    expect(child.opener).toBeNull();
  });

  it('says when a pop-up blocker stepped in', async () => {
    vi.spyOn(window, 'open').mockReturnValue(null);
    await expect(createBrowserShell(window).openWindow({ role: 'desk', route: '/' })).resolves.toEqual({
      opened: false,
    });
  });

  it('opens nothing but the web outside', async () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    open.mockClear();
    const shell = createBrowserShell(window);
    await expect(shell.openExternal({ url: 'javascript:alert(1)' })).resolves.toEqual({ opened: false });
    expect(open).not.toHaveBeenCalled();
    await expect(shell.openExternal({ url: 'https://runbooks.example/' })).resolves.toEqual({ opened: true });
    expect(open.mock.calls[0]?.[2]).toBe('noopener,noreferrer');
  });
});
