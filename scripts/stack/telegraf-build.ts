import { type Availability, findProgram } from './availability.ts';
import { buildOnce, findCached } from './cached-build.ts';
import { runToolOrFail } from './run-tool.ts';
import { lackOfGo } from './toolchains.ts';

const VERSION = '1.39.2';

/** The plug-ins that tests and snippets use; a build with all of them is five times as large. */
const PLUGINS = {
  inputs: [
    ...['cpu', 'mem', 'swap', 'system', 'disk', 'diskio', 'net', 'processes', 'kernel', 'nginx', 'apache'],
    ...['jolokia2_agent', 'postgresql', 'redis', 'http_response', 'ping', 'x509_cert', 'procstat', 'socket_listener'],
    ...['statsd', 'tail', 'exec', 'execd', 'internal', 'prometheus', 'net_response', 'haproxy', 'varnish'],
    'systemd_units',
  ],
  outputs: ['influxdb', 'influxdb_v2', 'file', 'prometheus_client', 'http'],
  parsers: ['influx', 'json_v2', 'grok', 'value', 'prometheus', 'csv'],
  serializers: ['influx', 'json'],
};

const TAGS = ['custom', ...Object.entries(PLUGINS).flatMap(([kind, names]) => names.map((n) => `${kind}.${n}`))].join();

const BUILD = { name: `telegraf-${VERSION}`, program: 'telegraf', recipe: `${VERSION}\n${TAGS}\n` };

/** Telegraf, built from its published Go module once (2 to 4 minutes), then from the cache. */
export async function telegraf(): Promise<Availability> {
  const cached = await findCached(BUILD);
  if (cached !== undefined) return { available: true, path: cached };
  const lack = await lackOfGo('1.26');
  const go = findProgram('go');
  if (lack !== undefined || go === undefined) {
    return {
      available: false,
      reason: `Telegraf ${VERSION} is built with Go: ${lack ?? 'go is not on PATH.'}`,
      install: 'Install Go 1.26 or newer (https://go.dev/dl).',
    };
  }
  const path = await buildOnce({
    ...BUILD,
    build: async (folder) => {
      const linked = `-s -w -X github.com/influxdata/telegraf/internal.Version=${VERSION}`;
      const module = `github.com/influxdata/telegraf/cmd/telegraf@v${VERSION}`;
      await runToolOrFail(go, ['install', '-trimpath', '-tags', TAGS, '-ldflags', linked, module], {
        environment: { GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOBIN: folder },
        within: 1_800_000,
      });
    },
  });
  return { available: true, path };
}
