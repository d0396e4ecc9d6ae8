import { z } from 'zod';
import { AnswerError } from '#core/metrics/answer-error.ts';
import type { QueryAnswer } from '#core/metrics/frame.ts';
import { scaled } from '#core/metrics/frame-columns.ts';
import {
  type PrometheusSeries,
  prometheusData,
  prometheusFrames,
  prometheusSeries,
} from '#core/metrics/prometheus-answer.ts';
import { promqlName, promqlSteps, promqlString, renderPromql } from '#core/metrics/promql.ts';
import type { RangeQuery } from '#core/metrics/query.ts';
import { fillRaw } from '#core/metrics/raw.ts';
import { SourceError } from '#core/metrics/source-error.ts';
import { type AdapterContext, maxTagValues, type SourceAdapter, type SourceSchema } from './adapter.ts';
import { HttpStore, statusError } from './http.ts';
import { noteClock, probed } from './probing.ts';
import { prometheusHosts } from './prometheus-hosts.ts';
import { asSourceError } from './source-error.ts';

const namesSchema = z.array(z.string());

/** What the hosts page needs of Prometheus. */
export interface PromqlCaller {
  instant(expression: string, at: number, signal: AbortSignal): Promise<PrometheusSeries[]>;
  range(
    expression: string,
    steps: { start: number; end: number; step: number; move: number },
    signal: AbortSignal,
  ): Promise<PrometheusSeries[]>;
}

/** Prometheus and what speaks its API. A measurement's field is the metric `measurement_field`. */
export function prometheus(context: AdapterContext): SourceAdapter {
  const { config, secret, clock } = context;
  const secrets = secret ? [secret] : [];
  const basic = config.username !== '';
  const http = new HttpStore({
    url: config.url,
    headers: basic
      ? { authorization: `Basic ${Buffer.from(`${config.username}:${secret ?? ''}`).toString('base64')}` }
      : secret
        ? { authorization: `Bearer ${secret}` }
        : {},
    acceptAnyCertificate: config.acceptAnyCertificate,
    secrets,
  });
  const sourceInterval = config.intervalSeconds * 1000;

  async function get(path: string, parameters: Record<string, string>, signal: AbortSignal) {
    try {
      const post = path === '/api/v1/query' || path === '/api/v1/query_range';
      const form = new URLSearchParams(parameters).toString();
      const answer = await http.raw(
        post
          ? {
              method: 'POST',
              path,
              body: form,
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
              signal,
            }
          : { path: form === '' ? path : `${path}?${form}`, signal },
      );
      if (answer.status < 200 || answer.status >= 300) throw statusError(answer, secrets);
      return { ...prometheusData(answer.text), date: answer.headers.date };
    } catch (error) {
      if (signal.aborted) throw error;
      throw asSourceError(error, secrets);
    }
  }
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const series = (data: unknown, move: number) => {
    try {
      return prometheusSeries(data, move);
    } catch (error) {
      throw asSourceError(error);
    }
  };
  async function names(path: string, parameters: Record<string, string>, signal: AbortSignal): Promise<string[]> {
    const parsed = namesSchema.safeParse((await get(path, parameters, signal)).data);
    if (!parsed.success) throw asSourceError(new AnswerError('bad-answer', 'The answer of Prometheus holds no names.'));
    return parsed.data;
  }
  const caller: PromqlCaller = {
    async instant(expression, at, signal) {
      return series((await get('/api/v1/query', { query: expression, time: seconds(at) }, signal)).data, 0);
    },
    async range(expression, steps, signal) {
      const asked = {
        query: expression,
        start: seconds(steps.start),
        end: seconds(steps.end),
        step: seconds(steps.step),
      };
      return series((await get('/api/v1/query_range', asked, signal)).data, steps.move);
    },
  };

  async function query(query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer> {
    const { target, interval } = query;
    if (target.kind === 'raw' && target.language !== 'promql') {
      throw new SourceError('query', `Prometheus takes promql, not ${target.language}.`);
    }
    let text: string;
    try {
      text =
        target.kind === 'raw' ? fillRaw(target.text, 'promql', query) : renderPromql(target, interval, sourceInterval);
    } catch (error) {
      throw asSourceError(error);
    }
    const provenance = {
      sourceId: context.sourceId,
      query: text,
      executedAt: clock.now(),
      interval,
      notices: [] as string[],
    };
    if (target.kind === 'raw' && target.shape === 'table') {
      const { data, notices } = await get('/api/v1/query', { query: text, time: seconds(query.to) }, signal);
      return { frames: prometheusFrames(series(data, 0), 'value'), provenance: { ...provenance, notices } };
    }
    const rate = target.kind === 'select' && target.transform === 'rate';
    const steps = target.kind === 'raw' ? { ...plainSteps(query), move: 0 } : promqlSteps(query, rate);
    if (!steps) return { frames: [], provenance };
    const asked = { query: text, start: seconds(steps.start), end: seconds(steps.end), step: seconds(steps.step) };
    const { data, notices } = await get('/api/v1/query_range', asked, signal);
    const frames = prometheusFrames(series(data, steps.move), target.kind === 'select' ? target.measurement : 'value');
    return {
      frames: target.kind === 'select' ? scaled(frames, target.scale) : frames,
      provenance: { ...provenance, executedAt: clock.now(), notices },
    };
  }

  /** Fields of a measurement are the metrics that begin with its name. */
  async function schema(measurement: string | undefined, signal: AbortSignal): Promise<SourceSchema> {
    const metrics = await names('/api/v1/label/__name__/values', {}, signal);
    const measurements = [...new Set(metrics.map((name) => name.split('_')[0] ?? name))].sort();
    if (measurement === undefined) return { measurements, fields: [], tags: [] };
    const prefix = `${promqlName(measurement)}_`;
    const fields = metrics
      .filter((name) => name.startsWith(prefix))
      .map((name) => ({ name: name.slice(prefix.length), type: 'float' }));
    const tags = await names('/api/v1/labels', { 'match[]': measurementMatcher(measurement) }, signal);
    return { measurements, fields, tags: tags.filter((tag) => tag !== '__name__') };
  }

  return {
    kind: 'prometheus',
    languages: ['promql'],
    probe: (signal) =>
      probed(async (notes) => {
        const startedAt = clock.monotonic();
        const trial = await get('/api/v1/query', { query: 'vector(1)' }, signal);
        notes.latencyMs = Math.round(clock.monotonic() - startedAt);
        series(trial.data, 0);
        noteClock(notes, trial.date, clock);
        notes.version = await versionOf(signal);
        notes.measurements = (await schema(undefined, signal)).measurements.length;
        if (notes.measurements === 0) notes.notices.push('no-measurements');
      }, secrets),
    query,
    schema,
    async tagValues(measurement, tag, signal) {
      const values = await names(
        `/api/v1/label/${promqlName(tag)}/values`,
        { 'match[]': measurementMatcher(measurement) },
        signal,
      );
      return values.sort().slice(0, maxTagValues);
    },
    hosts: (signal) => prometheusHosts(caller, clock.now(), sourceInterval, signal),
    async newestPoint(signal) {
      const [newest] = await caller.instant(newestExpression, clock.now(), signal);
      const value = newest?.values[0];
      return value === null || value === undefined ? null : Math.round(value * 1000);
    },
    close: () => http.close(),
  };

  /** Compatible stores need not have this address: then the version is unknown, not the source broken. */
  async function versionOf(signal: AbortSignal): Promise<string | null> {
    try {
      const { data } = await get('/api/v1/status/buildinfo', {}, signal);
      const parsed = z.object({ version: z.string() }).safeParse(data);
      return parsed.success ? parsed.data.version : null;
    } catch (error) {
      if (error instanceof SourceError && error.code !== 'unauthorized') return null;
      throw error;
    }
  }
}

const measurementMatcher = (measurement: string) => `{__name__=~${promqlString(`${promqlName(measurement)}_.+`)}}`;

/** Scraped targets, and what Telegraf wrote to a store that scrapes nothing itself. */
const newestExpression = 'max(timestamp(up) or timestamp(mem_used_percent) or timestamp(system_load1))';

/** Raw PromQL is asked at bucket borders as it stands: its windows are its author's. */
function plainSteps(query: RangeQuery): { start: number; end: number; step: number } {
  const start = Math.ceil(query.from / query.interval) * query.interval;
  return { start, end: Math.max(start, query.to - 1), step: query.interval };
}
