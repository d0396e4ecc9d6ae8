import type { Probe, SourceState } from '#core/contract/sources.ts';
import { backOff } from '#core/metrics/back-off.ts';
import { newestTime, type QueryAnswer } from '#core/metrics/frame.ts';
import type { RangeQuery } from '#core/metrics/query.ts';
import { SourceError, type SourceErrorCode } from '#core/metrics/source-error.ts';
import type { Clock } from '#core/time/clock.ts';
import type { HostSighting, SourceAdapter } from './adapter.ts';
import { RateMeter } from './rate-meter.ts';
import type { RememberedState } from './remembered-state.ts';
import { asSourceError } from './source-error.ts';
import { Turnstile } from './turnstile.ts';

/** Queries one source answers at a time; the rest waits in line. */
export const queriesAtOnce = 6;
export const queriesWaiting = 500;
/** A source that nobody asked for this long is probed, so that its state is true, ms. */
export const idleProbeAfter = 60_000;
/** How often a source that answers is asked for its newest point: its age must be true without anybody looking, ms. */
export const newestLookEvery = 20_000;
/** ms a probe may take. */
const probeTimeout = 15_000;

/** Errors that alone say the source cannot be used; others may be the fault of one query, and a probe decides. */
const certain: readonly SourceErrorCode[] = ['refused', 'dns', 'tls', 'unauthorized'];

/**
 * A source in use: its adapter with a state around it. While it is in error, queries fail at once with the stored
 * reason, and only a probe at the back-off's pace asks the store; the first good probe opens it again.
 */
export class LiveSource {
  readonly id: string;
  readonly adapter: SourceAdapter;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #onChange: () => void;
  readonly #turnstile = new Turnstile(queriesAtOnce, queriesWaiting);
  readonly #queries = new RateMeter();
  readonly #points = new RateMeter();
  readonly #closed = new AbortController();
  readonly #remembered: RememberedState | undefined;
  #lastContact: number;
  #newestLookAt = Number.NEGATIVE_INFINITY;
  #looking = false;
  #probing: Promise<void> | undefined;
  #status: Omit<SourceState, 'queriesPerMinute' | 'pointsPerMinute'>;

  constructor(parts: {
    id: string;
    adapter: SourceAdapter;
    clock: Clock;
    random: () => number;
    onChange: () => void;
    /** As it was when the engine ended. */
    remembered?: RememberedState | undefined;
  }) {
    this.id = parts.id;
    this.adapter = parts.adapter;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#onChange = parts.onChange;
    this.#remembered = parts.remembered;
    this.#lastContact = parts.clock.monotonic();
    this.#status = {
      state: 'unknown',
      since: parts.clock.now(),
      lastOkAt: parts.remembered?.lastOkAt ?? null,
      newestPointAt: null,
      error: null,
      errorCode: null,
      failures: 0,
      nextTryAt: null,
      latencyMs: null,
      version: null,
    };
  }

  status(): SourceState {
    const now = this.#clock.monotonic();
    return {
      ...this.#status,
      queriesPerMinute: this.#queries.perMinute(now),
      pointsPerMinute: this.#points.perMinute(now),
    };
  }

  /** Asks the store. @throws SourceError, at once while the source is in error */
  async query(query: RangeQuery, signal: AbortSignal): Promise<QueryAnswer> {
    const answer = await this.run(signal, (inner) => this.adapter.query(query, inner));
    let points = 0;
    for (const frame of answer.frames) points += frame.times.length * frame.columns.length;
    this.#points.add(points, this.#clock.monotonic());
    const newest = newestTime(answer.frames);
    if (newest !== undefined) this.#noteNewest(newest);
    return answer;
  }

  /** Asks for the hosts. They tell the newest point to the moment, where a query tells only its bucket's start. */
  async hosts(signal: AbortSignal): Promise<HostSighting[]> {
    const hosts = await this.run(signal, (inner) => this.adapter.hosts(inner));
    for (const { measurements } of hosts) {
      for (const { lastSeenAt } of measurements) if (lastSeenAt !== null) this.#noteNewest(lastSeenAt);
    }
    return hosts;
  }

  /** Any call to the store, with the same rules as a query. */
  async run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#refuseWhileFailing();
    const both = AbortSignal.any([signal, this.#closed.signal]);
    return this.#turnstile.run(both, async () => {
      // It may have failed while this call waited in line.
      this.#refuseWhileFailing();
      this.#queries.add(1, this.#clock.monotonic());
      const startedAt = this.#clock.monotonic();
      try {
        const result = await work(both);
        this.#status.latencyMs = Math.round(this.#clock.monotonic() - startedAt);
        this.#lastContact = this.#clock.monotonic();
        this.#succeeded();
        return result;
      } catch (error) {
        if (both.aborted) throw error;
        const failed = asSourceError(error);
        if (certain.includes(failed.code)) this.#failed(failed.code, failed.message);
        else if (failed.code !== 'query') void this.probe();
        throw failed;
      }
    });
  }

  /** Probes now, or joins the probe that runs. Never rejects. */
  probe(): Promise<void> {
    this.#probing ??= this.#probe().finally(() => {
      this.#probing = undefined;
    });
    return this.#probing;
  }

  /** Called every second: probes when the back-off is over or the source was left alone for long. */
  tick(): void {
    const { state, nextTryAt } = this.#status;
    const due =
      state === 'error'
        ? nextTryAt === null || this.#clock.now() >= nextTryAt
        : this.#clock.monotonic() - this.#lastContact >= idleProbeAfter;
    if (due || state === 'unknown') void this.probe();
    else if (state === 'ok' && this.#clock.monotonic() - this.#newestLookAt >= newestLookEvery)
      void this.#lookForNewest();
  }

  close(): void {
    this.#closed.abort(new SourceError('other', 'This source was changed or removed.'));
    this.adapter.close();
  }

  #noteNewest(at: number): void {
    // A clock that is ahead must not hide for its whole lead that nothing comes any more.
    const known = Math.min(at, this.#clock.now());
    if (known > (this.#status.newestPointAt ?? 0)) this.#status.newestPointAt = known;
  }

  /** Costs one small query, which is not counted as one that somebody asked. Never rejects. */
  async #lookForNewest(): Promise<void> {
    if (this.#looking || !this.adapter.newestPoint) return;
    this.#looking = true;
    this.#newestLookAt = this.#clock.monotonic();
    const { signal, end } = this.#limited();
    try {
      const newest = await this.adapter.newestPoint(signal);
      if (newest !== null) this.#noteNewest(newest);
    } catch (error) {
      // One wrong query says nothing of the source; whatever else it was, a probe finds out.
      if (!this.#closed.signal.aborted && asSourceError(error).code !== 'query') void this.probe();
    } finally {
      end();
      this.#looking = false;
    }
  }

  /** A signal that ends a call which takes too long, or whose source is closed. */
  #limited(): { signal: AbortSignal; end: () => void } {
    const limit = new AbortController();
    const done = new AbortController();
    void this.#clock.sleep(probeTimeout, done.signal).then(
      () => limit.abort(new SourceError('timeout', `No answer within ${probeTimeout / 1000} s.`)),
      () => {},
    );
    return { signal: AbortSignal.any([limit.signal, this.#closed.signal]), end: () => done.abort() };
  }

  /** Start of a state that begins now: after a restart, the same state goes on. */
  #sinceOf(state: RememberedState['state'], now: number): number {
    if (this.#status.state === state) return this.#status.since;
    const goesOn = this.#status.state === 'unknown' && this.#remembered?.state === state;
    return goesOn ? Math.min(this.#remembered?.since ?? now, now) : now;
  }

  #refuseWhileFailing(): void {
    const { state, errorCode, error, nextTryAt } = this.#status;
    if (state !== 'error') return;
    throw new SourceError(
      errorCode ?? 'other',
      error ?? 'The source does not answer.',
      nextTryAt === null ? {} : { nextTryAt },
    );
  }

  async #probe(): Promise<void> {
    const { signal, end } = this.#limited();
    const found: Probe = await this.adapter.probe(signal);
    end();
    if (this.#closed.signal.aborted) return;
    this.#lastContact = this.#clock.monotonic();
    this.#status.version = found.version ?? this.#status.version;
    if (found.ok) {
      this.#status.latencyMs = found.latencyMs;
      this.#succeeded();
    } else {
      this.#failed(found.errorCode ?? 'other', found.error ?? 'The source does not answer.');
    }
  }

  #succeeded(): void {
    const now = this.#clock.now();
    const changed = this.#status.state !== 'ok';
    this.#status = {
      ...this.#status,
      state: 'ok',
      since: this.#sinceOf('ok', now),
      lastOkAt: now,
      error: null,
      errorCode: null,
      failures: 0,
      nextTryAt: null,
    };
    if (changed) this.#onChange();
  }

  #failed(code: SourceErrorCode, message: string): void {
    const now = this.#clock.now();
    const failures = this.#status.failures + 1;
    this.#status = {
      ...this.#status,
      state: 'error',
      since: this.#sinceOf('error', now),
      error: message,
      errorCode: code,
      failures,
      nextTryAt: now + backOff(failures, this.#random()),
    };
    this.#onChange();
  }
}
