import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import type { Logger } from 'pino';
import type { Caller } from '#core/contract/identity.ts';
import type { Probe, Source, SourceConfig } from '#core/contract/sources.ts';
import { embeddedSourceId } from '#core/metrics/embedded-source.ts';
import type { Clock } from '#core/time/clock.ts';
import type { AuditLog } from '../audit/service.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Database } from '../state/database.ts';
import { checkConfig, checkSecretStays } from './config-check.ts';
import { createAdapter } from './create.ts';
import { type EmbeddedStore, embedded } from './embedded.ts';
import { newestInStore } from './embedded-newest.ts';
import { LiveSources } from './live-sources.ts';
import { rememberedStates } from './remembered-state.ts';
import { type StoredSource, sourceRepository } from './repository.ts';

/** Sources that may be configured. */
export const maxSources = 200;

const secretName = (id: string) => `source:${id}`;

export interface SourcesParts {
  db: Database;
  clock: Clock;
  audit: Pick<AuditLog, 'append'>;
  vault: Vault;
  log: Pick<Logger, 'info' | 'warn'>;
  store: EmbeddedStore;
  /** Version of the product, shown for the embedded store. */
  version: string;
  /** How often the embedded store's data arrives, ms. */
  embeddedIntervalMs: number;
  random?: () => number;
}

/** The verbs on sources: kept in the state, secrets in the vault, every change audited in its own transaction. */
export class SourcesService {
  readonly live: LiveSources;
  readonly #parts: SourcesParts;
  readonly #stored = new Map<string, StoredSource>();
  readonly #withSecret = new Set<string>();
  /** What was kept last of each source's state. */
  readonly #rememberedKeys = new Map<string, string>();
  #stopRemembering = () => {};

  constructor(parts: SourcesParts) {
    this.#parts = parts;
    this.live = new LiveSources({ clock: parts.clock, random: parts.random ?? Math.random });
  }

  /** Takes all sources into use; the embedded one is always there. */
  async open(): Promise<void> {
    const { db, vault, log, store, clock, version, embeddedIntervalMs } = this.#parts;
    const remembered = await rememberedStates.all(db);
    this.#stopRemembering = this.live.onChange((id) => this.#remember(id));
    this.live.put(
      { id: embeddedSourceId, name: embeddedSourceId, kind: 'embedded', intervalMs: embeddedIntervalMs },
      { ...embedded(store, clock, version), newestPoint: () => newestInStore(store) },
      remembered.get(embeddedSourceId),
    );
    const { sources, broken } = await sourceRepository.all(db);
    for (const id of broken) log.warn({ source: id }, 'source left out: its configuration cannot be read');
    for (const source of sources) {
      let secret: string | undefined;
      try {
        secret = await vault.get(secretName(source.id));
      } catch {
        // The source then says "unauthorized" itself; the others must start all the same.
        log.warn({ source: source.id }, 'secret of a source cannot be opened');
      }
      this.#stored.set(source.id, source);
      if (secret !== undefined) this.#withSecret.add(source.id);
      this.live.putConfigured(source.id, source.config, secret, remembered.get(source.id));
    }
  }

  list(): Source[] {
    return this.live.infos().map((info) => this.#view(info.id));
  }

  /** Tries a configuration without keeping it. */
  async test(
    input: { id?: string | undefined; config: SourceConfig; secret?: string | undefined },
    signal: AbortSignal,
  ): Promise<Probe> {
    checkConfig(input.config);
    let secret = input.secret;
    if (secret === undefined && input.id !== undefined) {
      const before = this.#kept(input.id);
      if (this.#withSecret.has(input.id)) {
        checkSecretStays(before.config, input.config);
        secret = await this.#parts.vault.get(secretName(input.id));
      }
    }
    const adapter = createAdapter({
      sourceId: input.id ?? 'test',
      config: input.config,
      secret: secret || undefined,
      clock: this.#parts.clock,
    });
    try {
      return await adapter.probe(signal);
    } finally {
      adapter.close();
    }
  }

  async add(by: Caller, input: { config: SourceConfig; secret?: string | undefined }): Promise<Source> {
    const { config, secret } = input;
    checkConfig(config);
    this.#checkName(config.name, undefined);
    if (this.#stored.size >= maxSources) {
      throw new ORPCError('REFUSED', { status: 422, data: { reason: 'too-many-sources', detail: String(maxSources) } });
    }
    const source: StoredSource = { id: randomUUID().slice(0, 8), config, createdAt: this.#parts.clock.now() };
    await this.#parts.db.transaction().execute(async (tx) => {
      await sourceRepository.insert(tx, source);
      if (secret) await this.#parts.vault.put(tx, secretName(source.id), secret);
      await this.#parts.audit.append(tx, {
        by,
        action: 'source.add',
        subject: subject(source),
        detail: { config, secret: secret ? 'set' : 'none' },
      });
    });
    this.#stored.set(source.id, source);
    if (secret) this.#withSecret.add(source.id);
    this.live.putConfigured(source.id, config, secret || undefined);
    return this.#view(source.id);
  }

  async update(by: Caller, input: { id: string; config: SourceConfig; secret?: string | undefined }): Promise<Source> {
    const { id, config, secret } = input;
    const before = this.#kept(id);
    checkConfig(config);
    this.#checkName(config.name, id);
    const keeps = secret === undefined && this.#withSecret.has(id);
    if (keeps) checkSecretStays(before.config, config);
    const used = keeps ? await this.#parts.vault.get(secretName(id)) : secret || undefined;
    await this.#parts.db.transaction().execute(async (tx) => {
      await sourceRepository.update(tx, id, config);
      if (secret) await this.#parts.vault.put(tx, secretName(id), secret);
      if (secret === '') await this.#parts.vault.forget(tx, secretName(id));
      const kind = secret === undefined ? 'kept' : secret === '' ? 'forgotten' : 'set';
      await this.#parts.audit.append(tx, {
        by,
        action: 'source.update',
        subject: subject(before),
        detail: { before: before.config, after: config, secret: kind },
      });
    });
    this.#stored.set(id, { ...before, config });
    if (used === undefined) this.#withSecret.delete(id);
    else this.#withSecret.add(id);
    this.live.putConfigured(id, config, used);
    return this.#view(id);
  }

  async remove(by: Caller, id: string): Promise<void> {
    const source = this.#kept(id);
    await this.#parts.db.transaction().execute(async (tx) => {
      await sourceRepository.remove(tx, id);
      await rememberedStates.forget(tx, id);
      await this.#parts.vault.forget(tx, secretName(id));
      await this.#parts.audit.append(tx, {
        by,
        action: 'source.remove',
        subject: subject(source),
        detail: { config: source.config },
      });
    });
    this.#stored.delete(id);
    this.#withSecret.delete(id);
    this.live.remove(id);
    this.#rememberedKeys.delete(id);
  }

  /** Asks again at once. */
  async retry(id: string): Promise<Source> {
    const live = this.live.get(id);
    if (!live) throw unknownSource(id);
    await live.probe();
    return this.#view(id);
  }

  close(): void {
    this.#stopRemembering();
    this.live.close();
  }

  /** Keeps the state of a source at each change of it, so that "since" outlives the engine. */
  #remember(id: string): void {
    const status = this.live.get(id)?.status();
    if (status?.state !== 'ok' && status?.state !== 'error') return;
    const { state, since, lastOkAt } = status;
    const key = `${state} ${since}`;
    if (this.#rememberedKeys.get(id) === key) return;
    this.#rememberedKeys.set(id, key);
    const { db, log } = this.#parts;
    rememberedStates.put(db, id, { state, since, lastOkAt }).catch((error: unknown) => {
      this.#rememberedKeys.delete(id);
      log.warn({ source: id, error: String(error) }, 'state of a source could not be kept');
    });
  }

  #view(id: string): Source {
    const info = this.live.info(id);
    const live = this.live.get(id);
    if (!info || !live) throw unknownSource(id);
    return {
      id,
      name: info.name,
      kind: info.kind,
      config: this.#stored.get(id)?.config ?? null,
      hasSecret: this.#withSecret.has(id),
      languages: [...live.adapter.languages],
      status: live.status(),
    };
  }

  #kept(id: string): StoredSource {
    if (id === embeddedSourceId) throw new ORPCError('REFUSED', { status: 422, data: { reason: 'embedded-source' } });
    const source = this.#stored.get(id);
    if (!source) throw unknownSource(id);
    return source;
  }

  #checkName(name: string, except: string | undefined): void {
    const taken = this.live
      .infos()
      .some((info) => info.id !== except && info.name.toLowerCase() === name.toLowerCase());
    if (taken) throw new ORPCError('CONFLICT', { status: 409, data: { reason: 'name-taken', field: 'name' } });
  }
}

const subject = (source: StoredSource) => `source:${source.id}`;

function unknownSource(id: string): Error {
  return new ORPCError('NOT_FOUND', { status: 404, data: { what: 'source', id } });
}
