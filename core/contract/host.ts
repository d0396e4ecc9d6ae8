import { z } from 'zod';
import { instantSchema } from './base.ts';

/**
 * What a host (Electron shell, browser host, `serve`) and the engine it started say to each other, over child_process
 * IPC or a utilityProcess port. Plain data both ways; each side parses what it receives and ignores what it does not know.
 *
 * The engine is started as `engine.mjs --data-dir DIR --port N --profile NAME [--stay]`. `--port 0` takes a free port the
 * first time and the same one ever after (kept in the data directory). Without `--stay` the engine ends when its
 * channel to the host closes.
 */

/** Why an engine did not come up, as a machine word. */
export const engineFailures = [
  /** Another engine holds the data directory; `detail` is its pid. */
  'locked',
  /** The data directory cannot be made or written. */
  'data-unwritable',
  /** The asked port is taken by another program. */
  'port-taken',
  /** The state was written by a newer version. */
  'state-newer',
  /** The state cannot be read or fails its integrity check. */
  'state-damaged',
  /** A native module does not load on this machine. */
  'native-missing',
  'internal',
] as const;
export const engineFailureSchema = z.enum(engineFailures);
export type EngineFailure = z.infer<typeof engineFailureSchema>;

/** Failures that another start cannot cure: the host stops trying and says so. */
export const lastingFailures: ReadonlySet<EngineFailure> = new Set([
  'locked',
  'data-unwritable',
  'state-newer',
  'state-damaged',
  'native-missing',
]);

/** An engine sends a heartbeat this often, ms. */
export const heartbeatEvery = 2_000;
/** A host that hears nothing for this long, ms, takes a running engine for hung and replaces it. */
export const silenceLimit = 15_000;

const originSchema = z.url({ protocol: /^https?$/ });

const ready = z.object({
  kind: z.literal('ready'),
  port: z.number().int().min(1).max(65_535),
  pid: z.number().int().positive(),
  /** Changes at every start. */
  epoch: z.string().min(1),
  version: z.string(),
  /** Origin of the line-protocol intake without path or trailing slash; `null` when it is switched off. */
  write: originSchema.nullable(),
});
const failed = z.object({ kind: z.literal('failed'), reason: engineFailureSchema, detail: z.string() });
const heartbeat = z.object({
  kind: z.literal('heartbeat'),
  rssBytes: z.number().nonnegative(),
  /** p99 of the event loop's delay since the last heartbeat, ms. */
  loopDelayMs: z.number().nonnegative(),
  connections: z.number().int().nonnegative(),
});
/** Answer to `ticket`: a start link, good for one use. */
const ticketAnswer = z.object({ kind: z.literal('ticket'), id: z.string(), url: z.url() });

export const engineMessageSchema = z.discriminatedUnion('kind', [ready, failed, heartbeat, ticketAnswer]);
export type EngineMessage = z.infer<typeof engineMessageSchema>;
export type EngineReady = z.infer<typeof ready>;
export type EngineHeartbeat = z.infer<typeof heartbeat>;

export const hostMessageSchema = z.discriminatedUnion('kind', [
  /** End cleanly within 2 s. */
  z.object({ kind: z.literal('shutdown') }),
  /** Asks for a one-time start link; the answer carries the same `id`. */
  z.object({ kind: z.literal('ticket'), id: z.string().max(64) }),
  /** Electron only: the message carries one port, the other end of which a window holds. It acts as the machine's own operator. */
  z.object({ kind: z.literal('connect'), windowId: z.string().min(1).max(64) }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;

/** Name of the file in the data directory that says who holds it. Mode 0600: it carries the control secret. */
export const engineLockName = 'engine.lock';

/** Content of the lock file of an engine that listens; removed at its clean end, after everything else. */
export const engineLockSchema = z.object({
  pid: z.number().int().positive(),
  /** Who started it and would restart it (`process.ppid`): ending that process ends the engine. `null`: nobody. */
  host: z.number().int().positive().nullable(),
  startedAt: instantSchema,
  port: z.number().int().min(1).max(65_535),
  /** Origin of the console, `http://127.0.0.1:port`. */
  url: originSchema,
  /** Origin of the line-protocol intake, or `null`. */
  write: originSchema.nullable(),
  /** Secret for the two control requests below. */
  control: z.string().min(16),
  version: z.string(),
  epoch: z.string().min(1),
  /** When the process started, as its system tells it: a pid that was given to another program shows by it. */
  born: z.string().optional(),
});
export type EngineLock = z.infer<typeof engineLockSchema>;

/** What the lock file says from the first moment of a start until the engine listens. */
export const startingLockSchema = engineLockSchema
  .pick({ pid: true, host: true, startedAt: true, version: true, epoch: true, born: true })
  .extend({ state: z.literal('starting') });
export type StartingLock = z.infer<typeof startingLockSchema>;

const lockSchema = z.union([engineLockSchema, startingLockSchema]);

/** Reads the text of a lock file; `undefined` when it is none (cut short, damaged, of another shape). */
export function parseEngineLock(text: string): EngineLock | StartingLock | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Whether the engine of a lock listens, so that it can be asked. */
export function isListening(lock: EngineLock | StartingLock): lock is EngineLock {
  return 'port' in lock;
}

/** Header that carries the control secret; a wrong or absent one is answered by 403. */
export const controlHeader = 'x-watchfloor-control';

/** `GET /healthz` with the control secret: whether the engine of this lock file lives. */
export const healthzPath = '/healthz';
export const healthzSchema = z.object({
  product: z.literal('Watchfloor'),
  pid: z.number().int().positive(),
  epoch: z.string(),
  version: z.string(),
});

/** `POST /control/ticket` with the control secret and an empty body: a one-time start link for another window. */
export const ticketPath = '/control/ticket';
export const ticketSchema = z.object({ url: z.url() });
