import type { Settings } from '#core/contract/settings.ts';
import type { Clock } from '#core/time/clock.ts';
import type { AuditLog } from '../audit/service.ts';
import type { ProcessTable } from '../processes/process-table.ts';
import type { Database } from '../state/database.ts';
import type { ReadPlanText } from './files/plan-thread.ts';
import type { GeneratorPlace } from './generator.ts';
import type { StartTail } from './tail/tail-client.ts';

/** Where live numbers go: the sources' own write way. */
export interface LiveSink {
  /** Whether there is such a source and it can be written to. */
  has(sourceId: string): boolean | Promise<boolean>;
  /** Writes line protocol (ns). Rejects with a plain message when it was not taken. */
  write(sourceId: string, lines: string): Promise<void>;
}

export interface LoadtestLog {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}

/** Everything the load tests need of the engine. */
export interface LoadtestDeps {
  db: Database;
  clock: Clock;
  audit: AuditLog;
  log: LoadtestLog;
  /** Run folders go to `runs/` in it. */
  dataDir: string;
  settings(): Settings;
  disk: { level(): 'ok' | 'warn' | 'stop' };
  live: LiveSink;
  /** Fresh ids; random in production. */
  newId: () => string;
  hostName: string;
  /** The rest has a default for production. */
  table?: ProcessTable;
  startTail?: StartTail;
  readPlanText?: ReadPlanText;
  place?: GeneratorPlace;
  /** Bytes that may still be written under a path. */
  freeBytes?: (path: string) => Promise<number>;
}
