import { statSync } from 'node:fs';
import type { z } from 'zod';
import type { Health, infoSchema, Pulse } from '#core/contract/system.ts';
import type { Clock } from '#core/time/clock.ts';
import type { AuditLog } from '../audit/service.ts';
import type { DiskWatch } from '../disk/watch.ts';
import type { SettingsService } from '../settings/service.ts';
import type { State } from '../state/database.ts';
import type { StreamRegistry } from '../transports/paced.ts';
import { LoopDelay } from './loop.ts';
import { PulseFeed } from './pulse.ts';

/** What health asks of the other domains; each answers from memory. */
export interface HealthPorts {
  samples: () => Health['samples'];
  hub: () => Health['hub'];
  sources: () => Pulse['sources'];
  hosts: () => Pulse['hosts'];
  run: () => Pulse['run'];
  queues: () => Health['queues'];
  warnings: () => string[];
  connections: () => number;
}

export interface HealthDeps {
  epoch: string;
  profile: string;
  version: string;
  versions: Record<string, string>;
  hostName: string;
  stateFile: string;
  clock: Clock;
  state: State;
  disk: DiskWatch;
  settings: SettingsService;
  audit: AuditLog;
  streams: StreamRegistry;
  ports: HealthPorts;
}

/** How the console itself does: the health page, and the pulse that every window shows in its status bar. */
export class HealthService {
  readonly #deps: HealthDeps;
  readonly #startedAt: number;
  readonly #loop = new LoopDelay();
  readonly #stops: (() => void)[] = [];
  readonly pulse: PulseFeed;
  #integrity: Health['state']['integrity'] = 'unchecked';
  #cpu = { at: 0, used: process.cpuUsage(), ratio: 0 };

  constructor(deps: HealthDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock.now();
    this.pulse = new PulseFeed(deps.epoch, () => this.#readPulse());
  }

  start(): void {
    const { clock } = this.#deps;
    this.#loop.start();
    this.#integrity = this.#deps.state.integrity();
    let beats = 0;
    this.#stops.push(
      clock.every(1000, () => this.pulse.beat(beats++ % 10 === 0)),
      clock.every(10_000, () => {
        this.#loop.roll();
        this.#measureCpu();
      }),
      () => this.#loop.stop(),
    );
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  info(): z.infer<typeof infoSchema> {
    const { epoch, profile, version, hostName, settings } = this.#deps;
    return {
      product: 'Watchfloor',
      version,
      epoch,
      startedAt: this.#startedAt,
      profile,
      site: settings.get().site,
      platform: `${process.platform}-${process.arch}`,
      hostName,
    };
  }

  loopDelayMs(): number {
    return this.#loop.last().p99;
  }

  async read(): Promise<Health> {
    const { clock, state, stateFile, disk, ports, streams, audit } = this.#deps;
    const memory = process.memoryUsage();
    return {
      at: clock.now(),
      info: this.info(),
      versions: this.#deps.versions,
      uptimeMs: clock.now() - this.#startedAt,
      loopDelay: this.#loop.last(),
      memory: { rss: memory.rss, heapUsed: memory.heapUsed, external: memory.external },
      cpuRatio: this.#cpu.ratio,
      disk: disk.state(),
      state: { bytes: sizeOf(stateFile), schemaVersion: state.schemaVersion, integrity: this.#integrity },
      samples: ports.samples(),
      queues: ports.queues(),
      hub: ports.hub(),
      streams: streams.readers(),
      connections: ports.connections(),
      auditHead: await audit.head(),
    };
  }

  #readPulse(): Pulse {
    const { clock, disk, ports } = this.#deps;
    const { free, total, level } = disk.state();
    return {
      at: clock.now(),
      sources: ports.sources(),
      queriesPerSecond: Math.round((ports.hub().fetchesPerMinute / 60) * 10) / 10,
      loopDelayMs: Math.round(this.#loop.last().p99 * 10) / 10,
      samplesBytes: ports.samples().bytes,
      disk: { freeRatio: total > 0 ? Math.round((free / total) * 1000) / 1000 : null, level },
      run: ports.run(),
      hosts: ports.hosts(),
      warnings: ports.warnings(),
    };
  }

  #measureCpu(): void {
    const now = this.#deps.clock.monotonic();
    const used = process.cpuUsage(this.#cpu.used);
    const elapsed = (now - this.#cpu.at) * 1000;
    this.#cpu = { at: now, used: process.cpuUsage(), ratio: elapsed > 0 ? (used.user + used.system) / elapsed : 0 };
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
