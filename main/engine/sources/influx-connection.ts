import { type InfluxqlResult, parseInfluxqlAnswer } from '#core/metrics/influxql-answer.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import type { AdapterContext } from './adapter.ts';
import { HttpStore, statusError } from './http.ts';
import { asSourceError } from './source-error.ts';

/** A token or user as a header; nothing of it is ever put into an address. */
function authorization(context: AdapterContext): Record<string, string> {
  const { config, secret } = context;
  if (config.kind === 'influxdb1') {
    if (config.username === '') return {};
    return { authorization: `Basic ${Buffer.from(`${config.username}:${secret ?? ''}`).toString('base64')}` };
  }
  if (secret === undefined) return {};
  return { authorization: `${config.kind === 'influxdb3' ? 'Bearer' : 'Token'} ${secret}` };
}

/** `/query` of InfluxDB 1.x, 2.x and 3.x: InfluxQL is what all three speak. */
export class InfluxConnection {
  readonly http: HttpStore;
  readonly secrets: readonly string[];
  readonly #database: string;

  constructor(context: AdapterContext) {
    this.secrets = context.secret ? [context.secret] : [];
    this.#database = context.config.database;
    this.http = new HttpStore({
      url: context.config.url,
      headers: authorization(context),
      acceptAnyCertificate: context.config.acceptAnyCertificate,
      secrets: this.secrets,
    });
  }

  /** Runs statements (joined by `;`), results in their order. @throws SourceError */
  async influxql(text: string, signal: AbortSignal): Promise<InfluxqlResult[]> {
    const parameters = new URLSearchParams({ epoch: 'ms', ...(this.#database ? { db: this.#database } : {}) });
    try {
      const answer = await this.http.raw({
        method: 'POST',
        path: `/query?${parameters.toString()}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ q: text }).toString(),
        signal,
      });
      // 2.x and 3.x put some refusals into other statuses; the text of a JSON error says more than the number.
      if (answer.status < 200 || answer.status >= 300) throw statusError(answer, this.secrets);
      return parseInfluxqlAnswer(answer.text);
    } catch (error) {
      if (signal.aborted) throw error;
      throw asSourceError(error, this.secrets);
    }
  }

  /** One statement's result. @throws SourceError also when the store answered none */
  async one(text: string, signal: AbortSignal): Promise<InfluxqlResult> {
    const [result] = await this.influxql(text, signal);
    if (!result) throw new SourceError('bad-answer', 'The store answered without a result.');
    return result;
  }

  /** Values of one column over all series of a SHOW statement. */
  async column(text: string, name: string, signal: AbortSignal): Promise<string[]> {
    const result = await this.one(text, signal);
    return result.series.flatMap((series) => {
      const index = series.columns.indexOf(name);
      if (index < 0) return [];
      return series.values.flatMap((row) => (Array.isArray(row) && typeof row[index] === 'string' ? [row[index]] : []));
    });
  }

  close(): void {
    this.http.close();
  }
}
