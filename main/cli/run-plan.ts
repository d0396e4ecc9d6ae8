import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  type Plan,
  planSchema,
  type Run,
  runSchema,
  runUpdateSchema,
  statisticsSchema,
} from '#core/contract/loadtests.ts';
import type { Arguments } from './arguments.ts';
import { EngineClient, EngineGoneError } from './engine-client.ts';
import { exitCodes, type Io, UsageError } from './io.ts';
import { type Programs, withEngine } from './own-engine.ts';
import { runSummary } from './run-summary.ts';

const reportSchema = z.object({
  run: runSchema,
  labels: z.array(statisticsSchema),
  errors: runUpdateSchema.shape.errors,
});
export type RunReport = z.infer<typeof reportSchema>;

const lookEveryMs = 500;
/** An engine that restarts in the middle of a run gets this long to come back, ms. */
const patienceMs = 60_000;
const stopModes = ['graceful', 'now', 'kill'] as const;

/** Runs a plan to its end and prints what came of it. Resolves with the exit code. */
export async function runPlan(call: Arguments, programs: Programs, io: Io): Promise<number> {
  const [file, ...more] = call.rest;
  if (file === undefined || more.length > 0) throw new UsageError('run takes one plan: run PLAN.jmx');
  const path = resolve(file);
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError(`${path}: no such file`);
  const interrupts = new Interrupts(io);
  try {
    return await withEngine({ dataDir: call.dataDir, programs, io, fresh: true }, async (client) => {
      const plan = await client.call(planSchema, 'POST', '/plans/inspect', { path, values: call.values });
      announce(plan, call.values, io);
      if (interrupts.count > 0) return exitCodes.aborted;
      const started = await client.call(runSchema, 'POST', '/runs', {
        path,
        name: (call.name ?? (plan.name.trim() || basename(path))).slice(0, 120),
        planHash: plan.hash,
        values: call.values,
        // The one who calls this has named the plan, and is told where it sends before it does.
        confirmedHosts: plan.hosts.map((host) => host.target),
      });
      io.err(`run ${started.number} started; its files are in ${started.folder}`);
      const report = await follow(client, started, call.dataDir, interrupts, io);
      io.out(call.json ? JSON.stringify(report, null, 2) : runSummary(report));
      return exitCodeOf(report.run);
    });
  } finally {
    interrupts.end();
  }
}

function announce(plan: Plan, values: Record<string, string>, io: Io): void {
  io.err(`${plan.name}: sends to ${plan.hosts.map((host) => host.target).join(', ') || 'no host that can be told'}`);
  for (const { code, where, detail } of plan.warnings) io.err(`warning: ${code}, ${where}: ${detail}`);
  for (const name of Object.keys(values)) {
    if (!plan.parameters.some((parameter) => parameter.name === name)) io.err(`warning: the plan reads no ${name}`);
  }
}

/** Waits for the end of a run, hands every interrupt on as a stronger stop, and outlasts a restart of the engine. */
async function follow(
  first: EngineClient,
  run: Run,
  dataDir: string,
  interrupts: Interrupts,
  io: Io,
): Promise<RunReport> {
  let client = first;
  let asked = 0;
  let silentMs = 0;
  try {
    for (;;) {
      try {
        const report = await client.call(reportSchema, 'GET', `/runs/${run.id}`);
        silentMs = 0;
        if (report.run.state === 'ended') return report;
        if (interrupts.count > asked) {
          const mode = stopModes[Math.min(asked, 2)];
          asked += 1;
          io.err(`stopping the run (${mode})`);
          await client.call(runSchema, 'POST', `/runs/${run.id}/stop`, { mode }).catch(passOver);
        }
      } catch (error) {
        if (!(error instanceof EngineGoneError) || silentMs >= patienceMs) throw error;
        silentMs += lookEveryMs;
        const next = await EngineClient.find(dataDir);
        if (next) {
          if (client !== first) await client.close();
          client = next;
        }
      }
      await sleep(lookEveryMs);
    }
  } finally {
    if (client !== first) await client.close();
  }
}

/** A stop may come after the end: the next look says so. An engine that is gone is waited for. */
function passOver(error: unknown): void {
  if (error instanceof EngineGoneError) throw error;
}

function exitCodeOf({ end }: Run): number {
  if (end === 'completed') return exitCodes.ok;
  return end === 'stopped' || end === 'killed' ? exitCodes.aborted : exitCodes.failed;
}

/** Counts how often the caller asked to stop. */
class Interrupts {
  count = 0;
  readonly end: () => void;

  constructor(io: Io) {
    this.end = io.onInterrupt(() => {
      this.count += 1;
    });
  }
}
