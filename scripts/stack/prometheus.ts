import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Availability, fromPackage, pathOf } from './availability.ts';
import { freePort, temporaryFolder } from './places.ts';
import { answers, onFreePort, type RunningServer, startServer } from './running-server.ts';

export interface PrometheusOptions {
  /** The whole `prometheus.yml`, or a function of the port that Prometheus listens on (to let it scrape itself). */
  readonly configYaml: string | ((port: number) => string);
}

export interface Prometheus extends RunningServer {
  /** Origin without a trailing slash. */
  readonly url: string;
  readonly port: number;
}

/** Prometheus from the Debian package of that name. */
export function prometheus(): Availability {
  return fromPackage('prometheus', 'prometheus');
}

/**
 * Starts Prometheus on 127.0.0.1. The first scraped sample takes up to about 6 s (discovery waits 5 s): poll for it.
 */
export function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  const program = pathOf(prometheus());
  return onFreePort(freePort, async (port) => {
    const folder = await temporaryFolder('prometheus');
    const config = join(folder, 'prometheus.yml');
    const { configYaml } = options;
    await writeFile(config, typeof configYaml === 'string' ? configYaml : configYaml(port));
    const url = `http://127.0.0.1:${port}`;
    const server = await startServer({
      name: 'Prometheus',
      program,
      args: [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--web.enable-lifecycle',
        '--web.enable-remote-write-receiver',
      ],
      folder,
      isReady: answers(`${url}/-/ready`),
    });
    return { ...server, url, port };
  });
}
