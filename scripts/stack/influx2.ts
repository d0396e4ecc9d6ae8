import { join } from 'node:path';
import { pathOf } from './availability.ts';
import { influx2 } from './influx2-build.ts';
import { freePort, temporaryFolder } from './places.ts';
import { answers, onFreePort, type RunningServer, startServer } from './running-server.ts';

export interface Influx2Options {
  readonly org?: string;
  readonly bucket?: string;
  /** All-access token of the first operator. */
  readonly token?: string;
}

export interface Influx2 extends RunningServer {
  /** Origin without a trailing slash. */
  readonly url: string;
  readonly org: string;
  readonly bucket: string;
  readonly token: string;
  /** Writes line protocol (ns) into the bucket. */
  write(lines: readonly string[]): Promise<void>;
}

/** Starts InfluxDB 2.x on 127.0.0.1, set up with one organisation, one bucket kept for ever, one token. */
export async function startInflux2(options: Influx2Options = {}): Promise<Influx2> {
  const program = pathOf(await influx2());
  const { org = 'watchfloor', bucket = 'ops', token = 'watchfloor-test-token' } = options;
  return onFreePort(freePort, async (port) => {
    const folder = await temporaryFolder('influx2');
    const url = `http://127.0.0.1:${port}`;
    const paths = { bolt: 'influxd.bolt', sqlite: 'influxd.sqlite', engine: 'engine' };
    const server = await startServer({
      name: 'InfluxDB 2.x',
      program,
      args: [
        ...['--http-bind-address', `127.0.0.1:${port}`, '--reporting-disabled'],
        ...Object.entries(paths).flatMap(([kind, name]) => [`--${kind}-path`, join(folder, name)]),
      ],
      folder,
      isReady: answers(`${url}/health`),
    });
    const setup = { username: 'admin', password: 'watchfloor', org, bucket, retentionPeriodSeconds: 0, token };
    try {
      await post(`${url}/api/v2/setup`, JSON.stringify(setup), { 'content-type': 'application/json' });
    } catch (error) {
      await server.stop();
      throw error;
    }
    return {
      ...server,
      url,
      org,
      bucket,
      token,
      write: (lines) => {
        const where = new URLSearchParams({ org, bucket, precision: 'ns' });
        return post(`${url}/api/v2/write?${where}`, lines.join('\n'), { authorization: `Token ${token}` });
      },
    };
  });
}

async function post(address: string, body: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(address, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`InfluxDB 2.x answered ${response.status} to ${address}: ${text}`);
}
