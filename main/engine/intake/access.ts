import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is turned away before its body is read. */
export type Refusal = 'origin' | 'host' | 'token';

export interface AccessRules {
  /** Host names (without port, lower case) this listener answers to. */
  hostNames: ReadonlySet<string>;
  /** Port it listens on: a page of another port of this machine is foreign too. */
  port: number;
  scheme: 'http' | 'https';
  /** Without one everybody who gets this far may write. */
  token: string | undefined;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/** True for addresses only this machine can reach. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.has(address) || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address);
}

/** Host names a listener bound to `address` answers to: its own, loopback's, and those of the machine when not loopback. */
export function hostNamesFor(address: string, machineNames: readonly string[]): Set<string> {
  const names = new Set([...LOOPBACK, address]);
  if (!isLoopback(address)) for (const name of machineNames) names.add(name.toLowerCase());
  return names;
}

/**
 * Keeps web pages out. A browser can be made to send line protocol anywhere, so: no foreign `Origin`, no cross-site
 * `Sec-Fetch-Site`, and only known names in `Host` (a page that rebinds its own name to 127.0.0.1 still sends that name).
 */
export function refusePage(headers: IncomingHttpHeaders, rules: AccessRules): Refusal | undefined {
  const host = splitHost(headers.host ?? '');
  if (host === undefined || !rules.hostNames.has(host.name)) return 'host';
  if (host.port !== rules.port && !(host.port === undefined && rules.port === (rules.scheme === 'https' ? 443 : 80))) {
    return 'host';
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'origin';
  const { origin } = headers;
  if (origin !== undefined && origin !== `${rules.scheme}://${headers.host}`) return 'origin';
  return undefined;
}

/** Name and port of a `Host` header; undefined when it is none. */
function splitHost(header: string): { name: string; port: number | undefined } | undefined {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:[\]/\s@]+)(?::(\d{1,5}))?$/.exec(header);
  const name = match?.[1];
  if (name === undefined) return undefined;
  return {
    name: name.replace(/^\[|\]$/g, '').toLowerCase(),
    port: match?.[2] === undefined ? undefined : Number(match[2]),
  };
}

/** Token of a request as InfluxDB clients send it: `Token`, `Bearer`, Basic's password, or the parameter `p`. */
export function tokenOf(headers: IncomingHttpHeaders, parameters: URLSearchParams): string | undefined {
  const [scheme = '', value = ''] = (headers.authorization ?? '').split(/ +/, 2);
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return value;
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      return pair.slice(pair.indexOf(':') + 1);
    }
    default:
      return parameters.get('p') ?? undefined;
  }
}

/** Whether the request may write. The comparison takes the same time whatever is sent. */
export function mayWrite(headers: IncomingHttpHeaders, parameters: URLSearchParams, rules: AccessRules): boolean {
  if (rules.token === undefined) return true;
  const sent = tokenOf(headers, parameters);
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return sent !== undefined && timingSafeEqual(digest(sent), digest(rules.token));
}
