import type { Session, WebContents } from 'electron';
import { isOwnPage } from './scheme.ts';

/** What a page may use, each with its reason. Everything else is refused, asked for or looked up. */
const allowedPermissions: ReadonlySet<string> = new Set([
  // A wall goes to full screen.
  'fullscreen',
  // "Copy" buttons.
  'clipboard-sanitized-write',
]);

/** Both ways Chromium asks, from one set and only for our own pages. */
export function guardPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
): void {
  const allowed = (permission: string, url: string) => allowedPermissions.has(permission) && isOwnPage(url);
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(allowed(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
}

/** Only `http:` and `https:` leave the app, without credentials in the address: anything else could start a program. */
export function mayOpenExternally(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
}

/** A page stays where it is: it can neither leave our pages, nor open windows, nor embed a web view. */
export function guardNavigation(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openExternally: (url: string) => void,
): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // A link to the outside, such as a runbook, opens in the operator's browser.
    if (mayOpenExternally(url)) openExternally(url);
    return { action: 'deny' };
  });
}
