import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Caller } from '#core/contract/identity.ts';
import { settingsSchema } from '#core/contract/settings.ts';
import { jmeterHome } from '../../../../scripts/stack/jmeter.ts';
import { AuditLog } from '../../audit/service.ts';
import { systemClock } from '../../clock.ts';
import { platformProcesses } from '../../processes/platform.ts';
import { killTree } from '../../processes/process-table.ts';
import { openState } from '../../state/database.ts';
import { processRecordSchema } from '../process-record.ts';
import { LoadtestService } from '../service.ts';

export interface TestEngine {
  service: LoadtestService;
  caller: Caller;
  /** Line protocol written so far, by source. */
  live: Map<string, string>;
  diskLevel: 'ok' | 'warn' | 'stop';
  freeBytes: number | undefined;
  auditActions(): Promise<string[]>;
  pidOf(id: string): number;
  /** Closes the engine and leaves the run's record as it was before its JVM was started. */
  forgetProcess(id: string): Promise<void>;
  /** Ends JVMs that a failed test left behind. */
  killAll(): Promise<void>;
  close(): Promise<void>;
}

/** The load tests' room alone, on a data folder that may have been used before. */
export async function openEngine(
  dataDir: string,
  live = new Map<string, string>(),
  options: { runsDir?: string } = {},
): Promise<TestEngine> {
  const home = await jmeterHome();
  const state = await openState(join(dataDir, 'state.db'));
  const audit = new AuditLog(state.db, systemClock);
  const settings = settingsSchema.parse({ jmeter: { home } });
  const silent = () => {};
  const table = platformProcesses();
  const pids = new Map<string, { pid: number; started: string }>();
  const engine: Pick<TestEngine, 'diskLevel' | 'freeBytes'> = { diskLevel: 'ok', freeBytes: undefined };
  const service = new LoadtestService({
    db: state.db,
    clock: systemClock,
    audit,
    log: { info: silent, warn: silent, error: silent },
    dataDir: options.runsDir ?? dataDir,
    settings: () => settings,
    disk: { level: () => handle.diskLevel },
    live: {
      has: () => true,
      write: (source, lines) => {
        live.set(source, (live.get(source) ?? '') + lines);
        return Promise.resolve();
      },
    },
    newId: randomUUID,
    hostName: 'test-host',
    freeBytes: async (path) => {
      const { bavail, bsize } = await statfs(path);
      return handle.freeBytes ?? bavail * bsize;
    },
  });
  let open = true;
  const remember = async () => {
    if (!open) return;
    for (const { id, process } of await state.db.selectFrom('runs').select(['id', 'process']).execute()) {
      const identity = process === null ? null : processRecordSchema.parse(JSON.parse(process)).identity;
      if (identity !== null) pids.set(id, identity);
    }
  };
  await service.open();
  await remember();
  const original = service.start.bind(service);
  service.start = async (order, caller) => {
    const run = await original(order, caller);
    await remember();
    return run;
  };
  const handle: TestEngine = {
    ...engine,
    service,
    live,
    caller: { operatorId: 'o1', name: 'Kim', login: 'kim', role: 'operator', via: 'window' },
    auditActions: async () => (await state.db.selectFrom('audit').select('action').execute()).map((row) => row.action),
    pidOf: (id) => z.object({ pid: z.number() }).parse(pids.get(id)).pid,
    killAll: async () => {
      for (const identity of pids.values()) await killTree(table, identity);
    },
    forgetProcess: async (id) => {
      open = false;
      await service.close();
      const process = JSON.stringify({ identity: null, stopPort: 1, asked: null, diskFull: false, liveUpTo: 0 });
      await state.db.updateTable('runs').set({ process }).where('id', '=', id).execute();
      await state.close();
    },
    close: async () => {
      if (!open) return;
      open = false;
      await service.close();
      await state.close();
    },
  };
  return handle;
}

/** Waits for an answer that is not `undefined`. */
export async function until<T>(ask: () => Promise<T | undefined>, atMost: number): Promise<T> {
  const end = Date.now() + atMost;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`nothing within ${atMost} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
