import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import manifest from '../../package.json' with { type: 'json' };
import { auditRouter } from './audit/router.ts';
import { AuditLog } from './audit/service.ts';
import { LiveBoards } from './boards/live-boards.ts';
import { shippedBoards } from './boards/repository.ts';
import { boardsRouter, metricsRouter } from './boards/router.ts';
import { engineClock } from './clock.ts';
import { openDataFolder, rememberedPort, rememberPort } from './data-folder.ts';
import { DiskWatch } from './disk/watch.ts';
import { makeBackup } from './health/backup.ts';
import { systemRouter } from './health/router.ts';
import { HealthService } from './health/service.ts';
import { hostsRouter } from './hosts/router.ts';
import { HostsService } from './hosts/service.ts';
import { QueryHub } from './hub/hub.ts';
import { identityRouter } from './identity/router.ts';
import { IdentityService, localAdminId } from './identity/service.ts';
import { Sessions } from './identity/sessions.ts';
import { IntakeService } from './intake/service.ts';
import { threadPlanReader } from './loadtests/files/plan-thread.ts';
import { loadtestsRouter } from './loadtests/router.ts';
import { LoadtestService } from './loadtests/service.ts';
import { threadTail } from './loadtests/tail/tail-client.ts';
import { newSecret, takeLock } from './lock/lock.ts';
import { openLogging } from './logging/logger.ts';
import type { EngineOptions } from './options.ts';
import { startRetention } from './retention.ts';
import { sampleOwnHost } from './sampler/own-host.ts';
import { openSampleStore } from './samples/connect.ts';
import { samplesFileName } from './samples/location.ts';
import { retentionClassOf } from './samples/retention.ts';
import { openKeyFile, SealedVault } from './secrets/sealed-vault.ts';
import { settingsRouter } from './settings/router.ts';
import { SettingsService } from './settings/service.ts';
import { sourcesRouter } from './sources/router.ts';
import { SourcesService } from './sources/service.ts';
import { openState } from './state/database.ts';
import { windowConnection } from './transports/connections.ts';
import { listenHttp } from './transports/http.ts';
import { StreamRegistry } from './transports/paced.ts';
import { type EnginePort, PortTransport } from './transports/port.ts';
import { createRouter } from './transports/router.ts';
import { versions } from './versions.ts';
import { watchVitals } from './vitals.ts';
import { sourceWorkers, type WorkerEntries } from './workers.ts';

const version = manifest.version;
const samplesMemory = 256_000_000;
const samplerIntervalMs = 10_000;

export interface Engine {
  readonly port: number;
  readonly epoch: string;
  readonly version: string;
  readonly log: Logger;
  /** A start link for this machine's own window, good once. */
  startLink(): string;
  /** Serves a desktop window over its port. */
  servePort(port: EnginePort, windowId: string): void;
  /** Origin of the line-protocol intake; null while it is off. */
  writeUrl(): string | null;
  vitals(): { rssBytes: number; loopDelayMs: number; connections: number };
  /** Ends everything that was started, last first. Running tests go on. */
  stop(): Promise<void>;
}

export interface StartOptions extends EngineOptions {
  epoch: string;
  workers?: WorkerEntries;
  /** Process id of the host that would restart this engine; null when nobody would. */
  host?: number | null;
  /** Folder of the built page; without it the engine serves programs only. */
  rendererFolder?: string;
}

/**
 * The composition root: the only place where services are wired. Rejects with LockedError when another engine holds
 * the data directory, with the system's error when a file or port cannot be had; what was opened before is closed.
 */
export async function startEngine(options: StartOptions): Promise<Engine> {
  let taskLog: Logger | undefined;
  const clock = engineClock((error) => taskLog?.error({ err: error }, 'a repeated task failed'));
  const workers = options.workers ?? sourceWorkers;
  const closers: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const folder = openDataFolder(options.dataDir);
    const lock = await takeLock(folder.root, {
      host: options.host ?? null,
      startedAt: clock.now(),
      version,
      epoch: options.epoch,
    });
    closers.push(() => lock.release());
    const logging = await openLogging(folder.logs, options.logLevel, 14);
    closers.push(() => logging.close());
    const log = logging.log;
    taskLog = log;
    log.info({ version, pid: process.pid, node: process.version, data: folder.root }, 'engine starts');

    const state = await openState(folder.state);
    closers.push(() => state.close());
    const audit = new AuditLog(state.db, clock);
    const vault = new SealedVault(state.db, openKeyFile(folder.keyFile));
    const settings = new SettingsService(state.db, audit);
    await settings.open();
    const identity = new IdentityService(state.db, clock, audit);
    await identity.open();
    const sessions = new Sessions(state.db, clock, identity);
    await sessions.open();
    closers.push(clock.every(3_600_000, () => sessions.sweep()));
    const streams = new StreamRegistry();
    const disk = new DiskWatch(folder.root, () => settings.get().disk);
    closers.push(await disk.start(clock));

    let samplesError: string | null = null;
    const store = await openSampleStore({
      file: join(folder.samples, samplesFileName),
      worker: workers.samples,
      memoryBytes: samplesMemory,
      directories: [folder.exports],
      onLost: (reason) => {
        samplesError = reason;
        log.fatal({ reason }, 'the sample store was lost');
        // The host starts a new engine, which opens the file again.
        process.exitCode = 1;
        setTimeout(() => process.kill(process.pid, 'SIGTERM'), 100).unref();
      },
    });
    closers.push(() => store.close());
    const guardStore = () =>
      store.setReadOnly(disk.state().level === 'stop' ? 'The disk is nearly full: writes are refused.' : undefined);
    await guardStore();
    closers.push(disk.onChange(() => void guardStore()));

    const sources = new SourcesService({
      db: state.db,
      clock,
      audit,
      vault,
      log,
      store,
      version,
      embeddedIntervalMs: samplerIntervalMs,
    });
    await sources.open();
    closers.push(() => sources.close());
    const hub = new QueryHub({ sources: sources.live, clock });
    closers.push(() => hub.close());
    const liveBoards = new LiveBoards({ hub, sources: sources.live, clock });
    closers.push(() => liveBoards.close());
    const hosts = new HostsService({ sources: sources.live, clock });

    const intake = new IntakeService({ db: state.db, clock, audit, vault, settings, store, log, version });
    await intake.open();
    closers.push(() => intake.close());

    const loadtests = new LoadtestService({
      db: state.db,
      clock,
      audit,
      log,
      dataDir: folder.root,
      settings: () => settings.get(),
      disk: { level: () => disk.state().level },
      live: {
        has: (id) => sources.live.writer(id) !== undefined,
        write: async (id, lines) => {
          const writer = sources.live.writer(id);
          if (!writer) throw new Error('This source takes no points.');
          await writer.write(lines.split('\n'), 'ns', AbortSignal.timeout(10_000));
        },
      },
      newId: () => randomBytes(6).toString('hex'),
      hostName: hostname(),
      startTail: threadTail(workers.runTail),
      readPlanText: threadPlanReader(workers.plan),
    });
    await loadtests.open();
    closers.push(() => loadtests.close());

    closers.push(await sampleOwnHost({ store, clock, log, settings }));
    closers.push(
      startRetention({
        clock,
        log,
        settings: () => settings.get(),
        dropPoints: async (which, cutoff) => {
          const names = (await store.schema()).map(({ measurement }) => measurement);
          const isTest = (name: string) => retentionClassOf(name) === 'load-test';
          return store.applyRetention(
            cutoff,
            names.filter((name) => isTest(name) === (which === 'load-test')),
          );
        },
        dropRuns: (cutoff) => loadtests.removeOlderThan(cutoff),
      }),
    );

    const ports = new Set<EnginePort>();
    let http: { port: number; connections(): number } | undefined;
    const connections = () => (http?.connections() ?? 0) + ports.size;
    const vitals = await watchVitals({
      clock,
      store,
      hub,
      sources,
      hosts,
      loadtests,
      intake,
      disk,
      samplesMemory,
      samplesError: () => samplesError,
      connections,
    });
    closers.push(() => vitals.stop());
    const health = new HealthService({
      epoch: options.epoch,
      profile: options.profile,
      version,
      versions: await versions(),
      hostName: hostname(),
      stateFile: folder.state,
      clock,
      state,
      disk,
      settings,
      audit,
      streams,
      ports: vitals.ports,
    });
    health.start();
    closers.push(() => health.stop());

    const samplesFile = join(folder.samples, samplesFileName);
    const backup = {
      state,
      clock,
      audit,
      disk,
      folder: folder.backups,
      files: [folder.state, samplesFile],
      copySamples: (path: string) => store.backup(path),
    };
    const router = createRouter(
      {
        system: systemRouter(health, clock, streams, (by) => makeBackup(backup, by)),
        identity: identityRouter(identity, sessions),
        audit: auditRouter(audit),
        settings: settingsRouter(settings),
        sources: sourcesRouter(sources, { describe: () => intake.describe(), newToken: (by) => intake.newToken(by) }),
        hosts: hostsRouter(hosts),
        boards: boardsRouter({ boards: shippedBoards(), live: liveBoards, sources: sources.live, streams }),
        metrics: metricsRouter(sources.live),
        loadtests: loadtestsRouter(loadtests, streams),
      },
      streams,
    );

    /** This machine's own operator, as long as it has no password. */
    const windowOperator = () => {
      const own = identity.list().find((operator) => operator.id === localAdminId);
      return own && !own.hasPassword && !own.disabled ? own.id : null;
    };
    const issueWindowTicket = () => sessions.issueTicket(windowOperator(), 'window');
    const control = newSecret();
    const server = await listenHttp(options.port || rememberedPort(folder), {
      router,
      identity,
      sessions,
      clock,
      log,
      version,
      epoch: options.epoch,
      control,
      rendererFolder: options.rendererFolder,
      issueWindowTicket,
    });
    http = server;
    closers.push(() => server.close());
    rememberPort(folder, server.port);
    const url = `http://127.0.0.1:${server.port}`;
    lock.publish({ port: server.port, url, write: intake.origin(), control });
    closers.push(intake.onChange(() => lock.setWrite(intake.origin())));

    const portTransport = new PortTransport(router, log);
    log.info({ port: server.port, intake: intake.origin() }, 'engine is ready');
    return {
      port: server.port,
      epoch: options.epoch,
      version,
      log,
      startLink: () => `${url}/start?ticket=${issueWindowTicket()}`,
      servePort: (port, windowId) => {
        const gone = new AbortController();
        ports.add(port);
        const connection = windowConnection({ identity, sessions }, windowId, windowOperator, gone.signal);
        portTransport.serve(port, connection, () => {
          ports.delete(port);
          gone.abort(new Error('the window went away'));
        });
      },
      writeUrl: () => intake.origin(),
      vitals: () => ({
        rssBytes: process.memoryUsage.rss(),
        loopDelayMs: health.loopDelayMs(),
        connections: connections(),
      }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
