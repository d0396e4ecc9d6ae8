import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { RangeQuery } from '#core/metrics/query.ts';
import { defaultLimits, type StoreLimits, type StoreSettings } from './limits.ts';
import type { Ask, FromOwner, ToOwner, Verb, Verbs } from './messages.ts';
import type { HostReport, MeasurementSchema, WriteOptions, WriteOutcome } from './store.ts';
import { type SampleAnswer, type SampleStore, StoreError, type StoreStats } from './store.ts';

export interface SampleStoreOptions {
  /** Path of the database file; its folder exists. */
  file: string;
  /** The owner thread's entry: `samples-worker.mjs` of the build, or `worker.ts` from the sources. */
  worker: URL;
  /** DuckDB's memory limit, bytes (256 MB). */
  memoryBytes?: number;
  /** DuckDB's threads (2). */
  threads?: number;
  /** The only folders SQL may read and write (none). */
  directories?: readonly string[];
  limits?: Partial<StoreLimits>;
  /** Told once when the owner thread ended by itself: the store then answers `unavailable` and has to be opened anew. */
  onLost?: (reason: string) => void;
}

interface Pending {
  resolve: (answer: never) => void;
  reject: (error: StoreError) => void;
}

/**
 * Starts the owner thread and resolves once the database is open.
 * @throws StoreError `storage` when it cannot be opened (damaged, held by another process, no space)
 */
export async function openSampleStore(options: SampleStoreOptions): Promise<SampleStore> {
  const settings: StoreSettings = {
    file: options.file,
    memoryBytes: options.memoryBytes ?? 256_000_000,
    threads: options.threads ?? 2,
    directories: options.directories ?? [],
    limits: { ...defaultLimits, ...options.limits },
  };
  const store = new ThreadStore(
    new Worker(options.worker, { workerData: settings, name: 'samples' }),
    settings,
    options.onLost,
  );
  await store.ready;
  return store;
}

class ThreadStore implements SampleStore {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #settings: StoreSettings;
  readonly #onLost: ((reason: string) => void) | undefined;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #queuedBytes = 0;
  #queuedBodies = 0;
  #readOnly: string | undefined;
  #gone: string | undefined;
  #closing: Promise<void> | undefined;

  constructor(worker: Worker, settings: StoreSettings, onLost: ((reason: string) => void) | undefined) {
    this.#worker = worker;
    this.#settings = settings;
    this.#onLost = onLost;
    const opened = Promise.withResolvers<void>();
    this.ready = opened.promise;
    let isOpen = false;
    const end = (reason: string): void => {
      opened.reject(new StoreError('storage', reason));
      this.#lose(reason, isOpen && this.#closing === undefined);
    };
    worker.on('message', (message: FromOwner) => {
      if (message.kind === 'ready') {
        isOpen = true;
        opened.resolve();
      } else if (message.kind === 'failed') {
        // The thread ends by itself, once nothing native is under way in it: ending it earlier can end the process.
        end(message.message);
      } else this.#settle(message);
    });
    worker.on('error', (error) => end(`The sample store's thread failed: ${String(error)}`));
    worker.on('exit', () => end('The sample store is closed.'));
  }

  #lose(reason: string, tell: boolean): void {
    if (this.#gone !== undefined) return;
    this.#gone = reason;
    for (const pending of this.#pending.values()) pending.reject(new StoreError('unavailable', reason));
    this.#pending.clear();
    if (tell) this.#onLost?.(reason);
  }

  #settle(message: Extract<FromOwner, { kind: 'answer' | 'error' }>): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.kind === 'answer') pending?.resolve(message.answer as never);
    else pending?.reject(new StoreError(message.code, message.message, message.retryAfterSeconds));
  }

  #ask<Name extends Verb>(
    verb: Name,
    ask: Verbs[Name]['ask'],
    extra: { signal?: AbortSignal | undefined; transfer?: ArrayBuffer[] } = {},
  ): Promise<Verbs[Name]['answer']> {
    if (this.#gone !== undefined) return Promise.reject(new StoreError('unavailable', this.#gone));
    if (this.#closing !== undefined && verb !== 'close') {
      return Promise.reject(new StoreError('unavailable', 'The sample store is closing.'));
    }
    const { signal, transfer = [] } = extra;
    if (signal?.aborted === true) return Promise.reject(new StoreError('aborted', 'The query was cancelled.'));
    const id = this.#nextId++;
    const cancel = (): void => this.#worker.postMessage({ id, verb: 'cancel' } satisfies ToOwner);
    signal?.addEventListener('abort', cancel, { once: true });
    return new Promise<Verbs[Name]['answer']>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, verb, ask } as Ask, transfer);
    }).finally(() => signal?.removeEventListener('abort', cancel));
  }

  async write(body: Uint8Array, options: WriteOptions): Promise<WriteOutcome> {
    const { limits } = this.#settings;
    if (this.#readOnly !== undefined) throw new StoreError('read-only', this.#readOnly);
    if (body.byteLength > limits.bodyBytes) {
      throw new StoreError(
        'body-too-large',
        `A body may have ${limits.bodyBytes} bytes; this one has ${body.byteLength}.`,
      );
    }
    if (this.#queuedBytes + body.byteLength > limits.queueBytes) {
      throw new StoreError('queue-full', `${this.#queuedBytes} bytes are waiting to be stored.`, 1);
    }
    const size = body.byteLength;
    this.#queuedBytes += size;
    this.#queuedBodies += 1;
    try {
      // Small bodies are views of Node's shared pool, which must not be handed over.
      const owned = body.buffer instanceof ArrayBuffer && body.buffer.byteLength === size;
      const copy = owned ? body : new Uint8Array(body);
      return await this.#ask('write', { body: copy, options }, { transfer: [copy.buffer as ArrayBuffer] });
    } finally {
      this.#queuedBytes -= size;
      this.#queuedBodies -= 1;
    }
  }

  query(query: RangeQuery, signal?: AbortSignal): Promise<SampleAnswer> {
    return this.#ask('query', query, { signal });
  }

  schema(): Promise<MeasurementSchema[]> {
    return this.#ask('schema', undefined);
  }

  tagValues(measurement: string, tag: string, limit = 1000): Promise<string[]> {
    return this.#ask('tagValues', { measurement, tag, limit });
  }

  hosts(): Promise<HostReport[]> {
    return this.#ask('hosts', undefined);
  }

  async stats(): Promise<StoreStats> {
    const counts = await this.#ask('counts', undefined);
    const sizes = await Promise.all([sizeOf(this.#settings.file), sizeOf(`${this.#settings.file}.wal`)]);
    return {
      ...counts,
      bytesOnDisk: sizes[0] + sizes[1],
      queuedBytes: this.#queuedBytes,
      queuedBodies: this.#queuedBodies,
      ...(this.#readOnly === undefined ? {} : { readOnly: this.#readOnly }),
    };
  }

  applyRetention(cutoffMs: number, measurements?: readonly string[]): Promise<number> {
    return this.#ask('applyRetention', { cutoffMs, measurements });
  }

  setReadOnly(reason: string | undefined): Promise<void> {
    this.#readOnly = reason;
    return Promise.resolve();
  }

  checkpoint(): Promise<void> {
    return this.#ask('checkpoint', undefined);
  }

  backup(path: string): Promise<void> {
    return this.#ask('backup', { path });
  }

  close(): Promise<void> {
    if (this.#closing === undefined) {
      const asked = this.#gone === undefined ? this.#ask('close', undefined) : Promise.resolve();
      this.#closing = asked.then(async () => void (await this.#worker.terminate()));
    }
    return this.#closing;
  }
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    (info) => info.size,
    () => 0,
  );
