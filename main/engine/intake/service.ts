import { createHash, randomBytes } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import type { Logger } from 'pino';
import type { Caller } from '#core/contract/identity.ts';
import type { Settings } from '#core/contract/settings.ts';
import type { Intake as IntakeView } from '#core/contract/sources.ts';
import type { Clock } from '#core/time/clock.ts';
import type { AuditLog } from '../audit/service.ts';
import type { SampleStore } from '../samples/store.ts';
import type { Vault } from '../secrets/vault.ts';
import type { SettingsService } from '../settings/service.ts';
import type { Database } from '../state/database.ts';
import { isLoopback } from './access.ts';
import { type Intake, IntakeError, startIntake } from './listener.ts';
import { jmeterSnippet, telegrafSnippet } from './snippets.ts';

const tokenName = 'intake:token';
/** Key of the remembered port in the settings table: a free port once taken stays, so that agents keep their configuration. */
const portSection = 'intake.port';

export interface IntakeServiceDeps {
  db: Database;
  clock: Clock;
  audit: AuditLog;
  vault: Vault;
  settings: SettingsService;
  store: Pick<SampleStore, 'write'>;
  log: Logger;
  version: string;
}

/** The line-protocol entrance as the settings want it: opened at the start, opened anew when they change. */
export class IntakeService {
  readonly #deps: IntakeServiceDeps;
  #intake: Intake | undefined;
  #error: string | null = null;
  #queue: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  constructor(deps: IntakeServiceDeps) {
    this.#deps = deps;
  }

  async open(): Promise<void> {
    this.#deps.settings.addCheck((next, before) => this.#check(next, before));
    this.#deps.settings.onChange((next, before) => {
      if (JSON.stringify(next.intake) !== JSON.stringify(before.intake)) void this.#restart();
    });
    await this.#restart();
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#intake?.close();
    this.#intake = undefined;
  }

  /** Origin writers are given; `null` while it does not listen. */
  origin(): string | null {
    return this.#intake?.origin ?? null;
  }

  /** Calls `listener` after every change of settings or token: the origin may be another one. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  describe(): IntakeView {
    const counters = this.#intake?.counters();
    const address = {
      origin: this.#intake?.origin ?? 'http://127.0.0.1:PORT',
      needsToken: this.#intake?.needsToken ?? false,
    };
    return {
      listening: this.#intake !== undefined,
      url: this.origin(),
      error: this.#error,
      needsToken: address.needsToken,
      acceptedLines: counters?.acceptedPoints ?? 0,
      rejectedLines: counters?.rejectedLines ?? 0,
      refusedRequests: counters ? Object.values(counters.refused).reduce((sum, count) => sum + count, 0) : 0,
      lastWriteAt: counters?.lastWriteAt ?? null,
      telegrafSnippet: telegrafSnippet(address),
      jmeterSnippet: jmeterSnippet(address),
    };
  }

  /** A new token for writers on other machines, in place of the one before. */
  async newToken(by: Caller): Promise<{ token: string }> {
    const token = `wfi_${randomBytes(24).toString('base64url')}`;
    await this.#deps.db.transaction().execute(async (tx) => {
      await this.#deps.vault.put(tx, tokenName, token);
      const print = createHash('sha256').update(token).digest('hex').slice(0, 12);
      await this.#deps.audit.append(tx, {
        by,
        action: 'intake.new-token',
        subject: 'intake',
        detail: { fingerprint: print },
      });
    });
    await this.#restart();
    return { token };
  }

  async #check(next: Settings, before: Settings): Promise<void> {
    const { intake } = next;
    if (JSON.stringify(intake) === JSON.stringify(before.intake) || !intake.enabled || isLoopback(intake.host)) return;
    if (!intake.certificateFile || !intake.keyFile) {
      throw new ORPCError('REFUSED', { data: { reason: 'needs-tls', field: 'intake.certificateFile' } });
    }
    if ((await this.#deps.vault.get(tokenName)) === undefined) {
      throw new ORPCError('REFUSED', { data: { reason: 'needs-token', field: 'intake.host' } });
    }
  }

  #restart(): Promise<void> {
    this.#queue = this.#queue
      .then(() => this.#listen())
      .then(() => {
        for (const listener of this.#listeners) listener();
      });
    return this.#queue;
  }

  async #listen(): Promise<void> {
    const { settings, vault, log } = this.#deps;
    await this.#intake?.close();
    this.#intake = undefined;
    this.#error = null;
    const { intake } = settings.get();
    if (!intake.enabled) return;
    try {
      const token = await vault.get(tokenName);
      const remembered = await this.#rememberedPort();
      this.#intake = await startIntake({
        store: this.#deps.store,
        clock: this.#deps.clock,
        version: this.#deps.version,
        host: intake.host,
        ...(intake.port > 0 ? { port: intake.port } : {}),
        ...(remembered > 0 ? { rememberedPort: remembered } : {}),
        // On loopback a token is not asked for: what runs here may write here.
        ...(token !== undefined && !isLoopback(intake.host) ? { token } : {}),
        ...(intake.certificateFile && intake.keyFile
          ? { tls: { certFile: intake.certificateFile, keyFile: intake.keyFile } }
          : {}),
      });
      await this.#rememberPort(this.#intake.port);
    } catch (error) {
      this.#error = error instanceof IntakeError ? error.message : String(error);
      log.error({ err: error }, 'line protocol is not taken');
    }
  }

  async #rememberedPort(): Promise<number> {
    const row = await this.#deps.db
      .selectFrom('settings')
      .select('value')
      .where('section', '=', portSection)
      .executeTakeFirst();
    const port = Number(row?.value);
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  }

  async #rememberPort(port: number): Promise<void> {
    const value = String(port);
    await this.#deps.db
      .insertInto('settings')
      .values({ section: portSection, value })
      .onConflict((c) => c.column('section').doUpdateSet({ value }))
      .execute();
  }
}
