import { describe, expect, it } from 'vitest';
import { guardNavigation, guardPermissions, mayOpenExternally } from './guards.ts';

function permissions() {
  type RequestHandler = NonNullable<
    Parameters<Parameters<typeof guardPermissions>[0]['setPermissionRequestHandler']>[0]
  >;
  type CheckHandler = NonNullable<Parameters<Parameters<typeof guardPermissions>[0]['setPermissionCheckHandler']>[0]>;
  let request: RequestHandler | null = null;
  let check: CheckHandler | null = null;
  guardPermissions({
    setPermissionRequestHandler: (handler) => {
      request = handler;
    },
    setPermissionCheckHandler: (handler) => {
      check = handler;
    },
  });
  return {
    asked: (permission: string, url: string) => {
      let answer: boolean | undefined;
      (request as RequestHandler | null)?.(
        null as never,
        permission as never,
        (given) => {
          answer = given;
        },
        { requestingUrl: url } as never,
      );
      return answer;
    },
    checked: (permission: string, url: string) =>
      (check as CheckHandler | null)?.(null, permission as never, url, {} as never),
  };
}

describe('guardPermissions', () => {
  const ways = permissions();
  it.each(['media', 'geolocation', 'notifications', 'midi', 'hid', 'serial', 'usb', 'openExternal', 'clipboard-read'])(
    'refuses %s, asked for or looked up',
    (permission) => {
      expect(ways.asked(permission, 'watchfloor://app/')).toBe(false);
      expect(ways.checked(permission, 'watchfloor://app/')).toBe(false);
    },
  );

  it('lets our own pages go to full screen, and no other', () => {
    expect(ways.asked('fullscreen', 'watchfloor://app/')).toBe(true);
    expect(ways.checked('fullscreen', 'watchfloor://app/')).toBe(true);
    expect(ways.asked('fullscreen', 'https://evil.example/')).toBe(false);
    expect(ways.checked('fullscreen', 'https://evil.example/')).toBe(false);
  });
});

describe('mayOpenExternally', () => {
  it.each(['https://runbooks.example/a?b=c', 'http://10.0.0.1:3000/'])('lets %s out', (url) => {
    expect(mayOpenExternally(url)).toBe(true);
  });
  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id x',
    'ssh://root@host',
    'https://user:pass@example.com/',
    'not a url',
    '',
  ])('keeps %s in', (url) => expect(mayOpenExternally(url)).toBe(false));
});

describe('guardNavigation', () => {
  function contents() {
    const listeners = new Map<string, (event: never) => void>();
    const opened: string[] = [];
    let open: ((details: never) => { action: string }) | undefined;
    const fake = {
      on: (name: string, listener: (event: never) => void) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: typeof open) => {
        open = handler;
      },
    };
    guardNavigation(fake as unknown as Parameters<typeof guardNavigation>[0], (url) => opened.push(url));
    const prevented = (name: string, event: object) => {
      let stopped = false;
      listeners.get(name)?.({ ...event, preventDefault: () => (stopped = true) } as never);
      return stopped;
    };
    return { opened, prevented, open: (url: string) => open?.({ url } as never).action };
  }

  it.each(['will-navigate', 'will-redirect'])('stops every %s away from our pages', (name) => {
    const { prevented } = contents();
    expect(prevented(name, { url: 'https://evil.example/' })).toBe(true);
    expect(prevented(name, { url: 'file:///etc/passwd' })).toBe(true);
    expect(prevented(name, { url: 'watchfloor://app/#/boards' })).toBe(false);
  });

  it('loads nothing into frames or web views', () => {
    const { prevented } = contents();
    expect(prevented('will-frame-navigate', { url: 'watchfloor://app/', isMainFrame: false })).toBe(true);
    expect(prevented('will-attach-webview', {})).toBe(true);
  });

  it('opens no window of its own; a web link goes to the browser', () => {
    const { open, opened } = contents();
    expect(open('https://runbooks.example/')).toBe('deny');
    expect(open('file:///etc/passwd')).toBe('deny');
    expect(open('watchfloor://app/')).toBe('deny');
    expect(opened).toEqual(['https://runbooks.example/']);
  });
});
