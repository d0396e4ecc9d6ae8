import type { IncomingHttpHeaders } from 'node:http';

export type Refusal = 'unknown-host' | 'foreign-origin' | 'cross-site';

/**
 * Whether a request may come in at all. The engine listens on loopback, but so does every web page's reach: a foreign
 * `Origin`, a cross-site `Sec-Fetch-Site`, or a `Host` that is not ours (DNS rebinding) is refused before any handler.
 */
export function refusalOf(headers: IncomingHttpHeaders, port: number): Refusal | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  const host = headers.host?.toLowerCase();
  if (!host || !hosts.includes(host)) return 'unknown-host';
  const origin = headers.origin?.toLowerCase();
  if (origin !== undefined && origin !== `http://${host}`) return 'foreign-origin';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'cross-site';
  return undefined;
}

/** A change by cookie must prove that it comes from our own page: a browser says so, a forged form cannot. */
export function provesSameOrigin(headers: IncomingHttpHeaders): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] === 'same-origin';
}

/** Cookies of one port: browsers share cookies between ports of a host, so the name carries it. */
export const cookieName = (port: number) => `watchfloor_${port}`;

export function readCookie(headers: IncomingHttpHeaders, name: string): string | undefined {
  for (const part of headers.cookie?.split(';') ?? []) {
    const cut = part.indexOf('=');
    if (cut > 0 && part.slice(0, cut).trim() === name) return part.slice(cut + 1).trim();
  }
  return undefined;
}

/** Page policy: nothing from elsewhere, no inline script, no frames. `ws:` of our own origin is spelt out for older browsers. */
export function contentSecurityPolicy(port: number): string {
  return [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
