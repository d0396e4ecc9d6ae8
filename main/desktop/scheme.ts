import { extname, resolve, sep } from 'node:path';
import type { CustomScheme } from 'electron';

/** Pages come from here, never from `file:`. */
export const scheme = 'watchfloor';
export const pageHost = 'app';
export const pageOrigin = `${scheme}://${pageHost}`;

/** Must be told to Electron before the app is ready. */
export const privileges: CustomScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Nothing from elsewhere, no inline script, no frames; the engine is reached over a port. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};

/**
 * Whether a page's address is one of ours. Compared by parts: `URL.origin` is "null" for schemes that Node does not know,
 * and a prefix would let `watchfloor://app.example` pass.
 */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${scheme}:` && url.host === pageHost;
}

/** Answers requests of the scheme with files of `folder`; what lies outside of it does not exist. */
export function servePages(folder: string, readFile: (path: string) => Promise<Uint8Array<ArrayBuffer>>) {
  const root = resolve(folder);
  return async (request: Pick<Request, 'url' | 'method'>): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    if (!isOwnPage(request.url)) return refuse(404);
    const path = fileOf(root, new URL(request.url).pathname);
    if (path === undefined) return refuse(404);
    try {
      const content = await readFile(path);
      return new Response(request.method === 'HEAD' ? null : content, { headers: headers(path) });
    } catch {
      return refuse(404);
    }
  };
}

function fileOf(root: string, pathname: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const path = resolve(root, `.${decoded === '/' ? '/index.html' : decoded}`);
  return path.startsWith(`${root}${sep}`) ? path : undefined;
}

function headers(path: string): Record<string, string> {
  return {
    'content-type': types[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  };
}

const refuse = (status: number) =>
  new Response(null, { status, headers: { 'content-security-policy': contentSecurityPolicy } });
