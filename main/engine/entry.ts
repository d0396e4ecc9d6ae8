import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { EngineFailure } from '#core/contract/host.ts';
import { heartbeatEvery } from '#core/contract/host.ts';
import { startEngine } from './engine.ts';
import { failureOf } from './failure.ts';
import { openHostChannel } from './host-channel.ts';
import { LockedError } from './lock/lock.ts';
import { parseEngineOptions } from './options.ts';
import { builtWorkers } from './workers.ts';

/** A clean end may take so long, ms; then the process goes anyway: state is in its write-ahead log. */
const shutdownLimit = 1800;

const channel = openHostChannel();
/** This file is the bundle, not the source. */
const isBuilt = import.meta.url.endsWith('.mjs');

function giveUp(reason: EngineFailure, detail: string): never {
  channel?.send({ kind: 'failed', reason, detail });
  process.stderr.write(`engine: ${detail}\n`);
  // The message needs one turn to leave.
  setTimeout(() => process.exit(1), 50);
  throw new Error(detail);
}

async function main(): Promise<void> {
  const options = parseEngineOptions(process.argv.slice(2));
  const engine = await startEngine({
    ...options,
    epoch: randomUUID(),
    host: channel ? process.ppid : null,
    ...(isBuilt ? { workers: builtWorkers(import.meta.url) } : {}),
    rendererFolder: join(import.meta.dirname, isBuilt ? '../renderer' : '../../dist/renderer'),
  }).catch((error: unknown) => {
    const detail =
      error instanceof LockedError ? `${error.message}` : error instanceof Error ? error.message : String(error);
    return giveUp(failureOf(error), detail);
  });

  let ending = false;
  const end = (why: string) => {
    if (ending) return;
    ending = true;
    engine.log.info({ why }, 'engine ends');
    setTimeout(() => process.exit(0), shutdownLimit).unref();
    void engine.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  process.on('unhandledRejection', (error) => engine.log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    engine.log.fatal({ err: error }, 'uncaught exception');
    process.exitCode = 1;
    end('uncaught exception');
  });

  channel?.onClose(() => {
    if (!options.stay) end('host gone');
  });
  channel?.onMessage((message, ports) => {
    if (message.kind === 'shutdown') end('asked by host');
    else if (message.kind === 'ticket') channel.send({ kind: 'ticket', id: message.id, url: engine.startLink() });
    else for (const port of ports) engine.servePort(port, message.windowId);
  });
  channel?.send({
    kind: 'ready',
    port: engine.port,
    pid: process.pid,
    epoch: engine.epoch,
    version: engine.version,
    write: engine.writeUrl(),
  });
  setInterval(() => channel?.send({ kind: 'heartbeat', ...engine.vitals() }), heartbeatEvery).unref();
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
