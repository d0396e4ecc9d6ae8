import { type Expansion, type ExpansionContext, expand } from './plan-expressions.ts';
import { argumentsOf, findProperty, type PlanElement, textOf, walk } from './plan-tree.ts';
import type { PlanHost } from './plan-types.ts';

interface Target {
  host: string;
  port: string;
  protocol: string;
  kind: PlanHost['kind'];
}

/** Hosts that the active elements of a plan will talk to, as far as the file and the given values tell. */
export function hostsOf(root: PlanElement, values: ExpansionContext): PlanHost[] {
  const hosts = new Map<string, PlanHost>();
  for (const element of walk(root)) {
    if (!element.isActive) continue;
    for (const target of targetsOf(element, values)) add(hosts, target, element, values);
  }
  return [...hosts.values()];
}

function add(hosts: Map<string, PlanHost>, target: Target, element: PlanElement, values: ExpansionContext): void {
  const host = expand(target.host, values);
  const port = expand(target.port, values);
  const protocol = expand(target.protocol, values);
  if (host.text.trim() === '') return;
  const found: PlanHost = {
    host: host.text.trim(),
    port: port.text === '' ? null : port.text,
    protocol: protocol.text.toLowerCase(),
    resolved: [host, port, protocol].every((one: Expansion) => one.resolved),
    kind: target.kind,
    usedIn: [element.path],
  };
  const key = `${found.kind} ${found.protocol}://${found.host}:${found.port ?? ''}`;
  const known = hosts.get(key);
  if (known === undefined) hosts.set(key, found);
  else known.usedIn.push(element.path);
}

function targetsOf(element: PlanElement, values: ExpansionContext): Target[] {
  if (isHttpSampler(element)) return httpTargets(element, values);
  if (element.tag === 'JDBCDataSource') return [jdbcTarget(expand(textOf(element, 'dbUrl'), values).text)];
  if (element.tag === 'TCPSampler') return [inheritedTarget(element, 'TCPSampler.server', 'TCPSampler.port', 'tcp')];
  if (element.tag === 'MongoSourceElement') {
    const [host = '', port = ''] = textOf(element, 'connection').split(':');
    return [{ host, port, protocol: 'mongodb', kind: 'other' }];
  }
  if (element.tag === 'BackendListener') return backendTargets(element, values);
  const target = otherTarget(element, values);
  return target === undefined ? [] : [target];
}

/** True for JMeter's HTTP and AJP samplers. */
export function isHttpSampler(element: PlanElement): boolean {
  return /^(HTTPSampler\w*|AjpSampler|SoapSampler)$/.test(element.tag) || /\.HTTPSampler\w*$/.test(element.className);
}

function httpTargets(element: PlanElement, values: ExpansionContext): Target[] {
  const path = expand(inherited(element, 'HTTPSampler.path'), values).text;
  const url = /^https?:\/\//i.test(path) ? targetOfUrl(path) : undefined;
  const own: Target = url ?? {
    host: inherited(element, 'HTTPSampler.domain'),
    port: inherited(element, 'HTTPSampler.port'),
    protocol: inherited(element, 'HTTPSampler.protocol') || 'http',
    kind: 'http',
  };
  // JMeter asks localhost when neither the sampler nor the defaults name a server.
  const target = own.host === '' ? { ...own, host: 'localhost' } : own;
  const proxy = inherited(element, 'HTTPSampler.proxyHost');
  if (proxy === '') return [target];
  return [target, { host: proxy, port: inherited(element, 'HTTPSampler.proxyPort'), protocol: 'proxy', kind: 'other' }];
}

function inheritedTarget(element: PlanElement, host: string, port: string, kind: 'tcp'): Target {
  return { host: inherited(element, host), port: inherited(element, port), protocol: kind, kind };
}

/** A sampler's setting, else that of the nearest active defaults in scope: its children, then siblings of each parent. */
export function inherited(element: PlanElement, property: string): string {
  const own = textOf(element, property);
  if (own !== '') return own;
  for (let scope: PlanElement | undefined = element; scope !== undefined; scope = scope.parent) {
    for (const child of scope.children) {
      if (child.tag !== 'ConfigTestElement' || !child.isActive) continue;
      const text = textOf(child, property);
      if (text !== '') return text;
    }
  }
  return '';
}

/** Reads `jdbc:product:…//host:port/…`, `jdbc:oracle:thin:@host:port:sid` and their like. */
function jdbcTarget(url: string): Target {
  const product = /^jdbc:([\w-]+)/i.exec(url)?.[1] ?? '';
  const place = /(?:\/\/|@)(?:[^/@;]*@)?(\$\{.*?\}|\[[^\]]+\]|[^:/;,?]+)(?::(\$\{.*?\}|\d+))?/.exec(
    url.slice(5 + product.length),
  );
  if (place === null)
    return { host: url.includes('${') ? url : '', port: '', protocol: `jdbc:${product}`, kind: 'jdbc' };
  return { host: place[1] ?? '', port: place[2] ?? '', protocol: `jdbc:${product}`, kind: 'jdbc' };
}

function targetOfUrl(url: string): Target | undefined {
  const parts = /^([a-z][a-z+]*):\/\/(?:[^/@]*@)?(\$\{.*?\}|\[[^\]]+\]|[^:/?#]+)(?::(\$\{.*?\}|\d+))?/i.exec(url);
  if (parts === null) return undefined;
  return {
    host: parts[2] ?? '',
    port: parts[3] ?? '',
    protocol: parts[1] ?? '',
    kind: /^https?$/i.test(parts[1] ?? '') ? 'http' : 'other',
  };
}

/** Where a backend listener sends its figures. */
function backendTargets(element: PlanElement, values: ExpansionContext): Target[] {
  const list = argumentsOf(findProperty(element, 'arguments')?.children ?? []);
  const value = (name: string): string => list.find((argument) => argument.name === name)?.value.trim() ?? '';
  const url = targetOfUrl(expand(value('influxdbUrl'), values).text);
  if (url !== undefined) return [{ ...url, kind: 'other' }];
  const host = value('graphiteHost') || value('influxDBHost');
  return host === ''
    ? []
    : [{ host, port: value('graphitePort') || value('influxDBPort'), protocol: 'tcp', kind: 'other' }];
}

const serverProperties: readonly (readonly [host: string, port: string, protocol: string])[] = [
  ['FTPSampler.server', 'FTPSampler.port', 'ftp'],
  ['SMTPSampler.server', 'SMTPSampler.serverPort', 'smtp'],
  ['host', 'port', ''],
  ['servername', 'port', 'ldap'],
  ['server', 'port', ''],
  ['serverAddress', 'port', ''],
  ['serverNameOrIp', 'port', 'ws'],
  ['SSHSampler.hostname', 'SSHSampler.port', 'ssh'],
  ['hostname', 'port', ''],
];
const urlProperties = ['jms.provider_url', 'boltUri', 'url', 'uri'];

/** Samplers of other kinds name their server by one of a few properties. */
function otherTarget(element: PlanElement, values: ExpansionContext): Target | undefined {
  if (!/(Sampler|Request|DataSource|SourceElement|ConnectionElement|Connect\w*)$/.test(element.tag)) return undefined;
  for (const [host, port, protocol] of serverProperties) {
    const text = inherited(element, host);
    if (text !== '') return { host: text, port: inherited(element, port), protocol: protocol || 'tcp', kind: 'other' };
  }
  for (const property of urlProperties) {
    const url = targetOfUrl(expand(textOf(element, property), values).text);
    if (url !== undefined) return { ...url, kind: 'other' };
  }
  return undefined;
}
