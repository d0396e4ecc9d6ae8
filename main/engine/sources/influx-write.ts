import { HttpError, InfluxDB, setLogger } from '@influxdata/influxdb-client';
import type { AdapterContext, SourceWriter } from './adapter.ts';
import { statusError } from './http.ts';
import { asSourceError } from './source-error.ts';

// The client would write failures, with the lines in them, to the console; they are reported to the caller instead.
const quiet = () => {};
setLogger({ error: quiet, warn: quiet });

/** Bodies above this are sent gzipped, bytes. */
const gzipThreshold = 1000;

/** The official client for a source: it does the writes and Flux. */
export function influxClient(context: AdapterContext): InfluxDB {
  const { config, secret } = context;
  const basic = config.kind === 'influxdb1' && config.username !== '';
  return new InfluxDB({
    url: config.url.replace(/\/$/, ''),
    timeout: 10_000,
    ...(config.kind !== 'influxdb1' && secret !== undefined ? { token: secret } : {}),
    headers: basic
      ? { Authorization: `Basic ${Buffer.from(`${config.username}:${secret ?? ''}`).toString('base64')}` }
      : {},
    transportOptions: config.acceptAnyCertificate ? { rejectUnauthorized: false } : {},
  });
}

/** An error of the client as ours. */
export function clientError(error: unknown, secrets: readonly string[]): Error {
  if (error instanceof HttpError) {
    return statusError({ status: error.statusCode, headers: {}, text: error.body ?? error.message }, secrets);
  }
  return asSourceError(error, secrets);
}

/** Writes line protocol: `/write` of 1.x and 3.x (its compatible address), `/api/v2/write` of 2.x. */
export function influxWriter(context: AdapterContext): SourceWriter {
  const { config, secret } = context;
  const secrets = secret ? [secret] : [];
  const client = influxClient(context);
  return {
    async write(lines, precision, signal) {
      signal.throwIfAborted();
      let failure: Error | undefined;
      const api = client.getWriteApi(config.org, config.database, precision, {
        batchSize: lines.length + 1,
        flushInterval: 0,
        maxRetries: 0,
        gzipThreshold,
        writeFailed: (error) => {
          failure = error;
          // Answering with a promise tells the client that the failure is dealt with: it keeps and repeats nothing.
          return Promise.resolve();
        },
      });
      if (config.kind === 'influxdb1') {
        const where = new URLSearchParams({ db: config.database, precision: precision === 'us' ? 'u' : precision });
        if (config.retentionPolicy) where.set('rp', config.retentionPolicy);
        api.path = `/write?${where.toString()}`;
      }
      api.writeRecords([...lines]);
      await api.flush();
      await api.close();
      if (failure) throw clientError(failure, secrets);
    },
  };
}
