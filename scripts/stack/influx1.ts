import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Availability, fromPackage, pathOf } from './availability.ts';
import { freePort, temporaryFolder } from './places.ts';
import { answers, onFreePort, type RunningServer, startServer } from './running-server.ts';

export interface Influx1Options {
  /** Switches authentication on and creates this administrator. */
  readonly admin?: { readonly user: string; readonly password: string };
}

export interface Influx1 extends RunningServer {
  /** Origin without a trailing slash. */
  readonly url: string;
  /** Runs one InfluxQL statement (`/query`) and gives the parsed answer; rejects on any status but 200. */
  query(statement: string, database?: string): Promise<unknown>;
  /** Writes line protocol (ns) into a database that exists. */
  write(database: string, lines: readonly string[]): Promise<void>;
}

/** InfluxDB 1.x from the Debian package `influxdb`. */
export function influx1(): Availability {
  return fromPackage('influxd', 'influxdb');
}

/** Starts InfluxDB 1.x on 127.0.0.1 with an empty data folder. */
export function startInflux1(options: Influx1Options = {}): Promise<Influx1> {
  const program = pathOf(influx1());
  return onFreePort(freePort, async (port) => {
    const folder = await temporaryFolder('influx1');
    const config = join(folder, 'influxdb.conf');
    await writeFile(config, configuration(folder, port, options.admin !== undefined));
    const url = `http://127.0.0.1:${port}`;
    const server = await startServer({
      name: 'InfluxDB 1.x',
      program,
      args: ['run', '-config', config],
      folder,
      isReady: answers(`${url}/ping`),
    });
    const { admin } = options;
    const headers: Record<string, string> = {};
    if (admin !== undefined) {
      try {
        await send(`${url}/query`, {}, { q: createUser(admin.user, admin.password) });
      } catch (error) {
        await server.stop();
        throw error;
      }
      headers['Authorization'] = `Basic ${btoa(`${admin.user}:${admin.password}`)}`;
    }
    return {
      ...server,
      url,
      query: async (statement, database) => {
        const form = { q: statement, ...(database === undefined ? {} : { db: database }) };
        const answer: unknown = JSON.parse(await send(`${url}/query`, headers, form));
        return answer;
      },
      write: async (database, lines) => {
        await send(`${url}/write?db=${encodeURIComponent(database)}`, headers, lines.join('\n'));
      },
    };
  });
}

/** InfluxQL escapes the quote and the backslash by a backslash. */
function createUser(user: string, password: string): string {
  const name = user.replaceAll(/["\\]/g, '\\$&');
  const secret = password.replaceAll(/['\\]/g, '\\$&');
  return `CREATE USER "${name}" WITH PASSWORD '${secret}' WITH ALL PRIVILEGES`;
}

async function send(
  address: string,
  headers: Record<string, string>,
  body: string | Record<string, string>,
): Promise<string> {
  const response = await fetch(address, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new URLSearchParams(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`InfluxDB 1.x answered ${response.status} to ${address}: ${text}`);
  return text;
}

/** Everything in one folder, everything on loopback, nothing reported to anyone. */
function configuration(folder: string, port: number, auth: boolean): string {
  const path = (...parts: string[]) => JSON.stringify(join(folder, ...parts));
  return `reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = ${path('meta')}
[data]
  dir = ${path('data')}
  wal-dir = ${path('wal')}
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = ${auth}
  log-enabled = false
[monitor]
  store-enabled = false
`;
}
