import { z } from 'zod';
import { auditVerdictSchema } from '#core/contract/audit.ts';
import { healthSchema } from '#core/contract/system.ts';
import { type Arguments, type OptionName, readArguments } from './arguments.ts';
import { EngineClient } from './engine-client.ts';
import { exitCodes, FailedError, type Io, UsageError } from './io.ts';
import { type Programs, withEngine, withRunningEngine } from './own-engine.ts';
import { plainTable } from './table.ts';
import { usage } from './usage.ts';

interface Call extends Arguments {
  io: Io;
  programs: Programs;
}

interface Verb {
  /** Options besides the common ones. */
  options?: readonly OptionName[];
  run(call: Call): Promise<number>;
}

const backupSchema = z.object({ path: z.string(), bytes: z.number() });

/** JSON for programs, a table for people. */
function print({ io, json }: Call, value: unknown, rows: readonly (readonly string[])[]): void {
  io.out(json ? JSON.stringify(value, null, 2) : plainTable(rows));
}

function nothingMore({ rest }: Call, verb: string): void {
  if (rest.length > 0) throw new UsageError(`${verb} takes no ${JSON.stringify(rest[0])}`);
}

const verbs: Record<string, Verb> = {
  doctor: {
    async run(call) {
      nothingMore(call, 'doctor');
      const { examine } = await import('./doctor.ts');
      const findings = await examine(call.dataDir, call.programs);
      const ok = findings.every((finding) => !finding.needed || finding.state === 'ok');
      print(
        call,
        { ok, findings },
        findings.map(({ state, what, detail }) => [state, what, detail]),
      );
      return ok ? exitCodes.ok : exitCodes.failed;
    },
  },
  restore: {
    async run(call) {
      const [folder, ...more] = call.rest;
      if (!folder || more.length > 0) throw new UsageError('restore takes the folder of one backup');
      const { restore } = await import('./restore.ts');
      const done = await restore(call.dataDir, folder, Date.now());
      print(call, done, [
        ['restored', done.restored],
        ['what was there', done.before],
      ]);
      return exitCodes.ok;
    },
  },
  serve: {
    options: ['port', 'no-open'],
    async run(call) {
      nothingMore(call, 'serve');
      const { runHost } = await import('./serve.ts');
      return runHost(call.programs.host, call, false);
    },
  },
  open: {
    options: ['no-open'],
    async run(call) {
      nothingMore(call, 'open');
      const running = await EngineClient.find(call.dataDir);
      if (!running) throw new UsageError(`no console runs on ${call.dataDir}: start it with "npm start" or "serve"`);
      const { runHost } = await import('./serve.ts');
      return runHost(call.programs.host, call, call.window);
    },
  },
  run: {
    options: ['set', 'name'],
    async run(call) {
      const { runPlan } = await import('./run-plan.ts');
      return runPlan(call, call.programs, call.io);
    },
  },
  audit: {
    async run(call) {
      if (call.rest.length !== 1 || call.rest[0] !== 'verify') throw new UsageError('it is "audit verify"');
      const verdict = await withEngine({ ...call, fresh: false }, (client) =>
        client.call(auditVerdictSchema, 'POST', '/audit/verify', {}),
      );
      print(call, verdict, [
        ['whole', verdict.whole ? 'yes' : 'no'],
        ['entries', String(verdict.entries)],
        ...(verdict.whole ? [] : [['broken at', `${verdict.brokenAt ?? '?'} (${verdict.reason ?? '?'})`]]),
        ['head', verdict.head],
      ]);
      return verdict.whole ? exitCodes.ok : exitCodes.failed;
    },
  },
  backup: {
    async run(call) {
      nothingMore(call, 'backup');
      const made = await withEngine({ ...call, fresh: false }, (client) =>
        client.call(backupSchema, 'POST', '/backup', {}),
      );
      print(call, made, [
        ['backup', made.path],
        ['bytes', String(made.bytes)],
      ]);
      return exitCodes.ok;
    },
  },
  health: {
    async run(call) {
      nothingMore(call, 'health');
      const health = await withRunningEngine(call.dataDir, (client) => client.call(healthSchema, 'GET', '/health'));
      const { info, disk, samples, state, auditHead } = health;
      print(call, health, [
        ['version', info.version],
        ['up', `${Math.round(health.uptimeMs / 1000)} s`],
        ['event loop p99', `${health.loopDelay.p99.toFixed(1)} ms`],
        ['memory', `${(health.memory.rss / 1e6).toFixed(0)} MB`],
        ['disk', `${disk.level}, ${(disk.free / 1e9).toFixed(1)} GB free`],
        ['state', `${state.integrity}, ${state.bytes} bytes`],
        ['samples', `${samples.error ?? 'ok'}, ${samples.rows} rows, ${samples.bytes} bytes`],
        ['queries', `${health.hub.queries} for ${health.hub.subscribers} subscribers`],
        ['audit', `${auditHead.entries} entries`],
      ]);
      return exitCodes.ok;
    },
  },
};

/** Runs one verb and returns its exit code. */
export async function runCli(argv: string[], io: Io, programs: Programs): Promise<number> {
  const [name, ...after] = argv;
  if (name === 'help' || name === '--help' || name === '-h') {
    io.out(usage);
    return exitCodes.ok;
  }
  // `stats` reads its own options and knows no data directory.
  if (name === 'stats') return (await import('./stats.ts')).runStats(after, io);
  const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) {
    io.err(name === undefined ? usage : `watchfloor ${name}: there is no such verb\n\n${usage}`);
    return exitCodes.badConfiguration;
  }
  try {
    return await verb.run({ ...readArguments(after, verb.options ?? []), io, programs });
  } catch (error) {
    if (error instanceof UsageError || error instanceof FailedError) {
      io.err(`watchfloor ${name}: ${error.message}`);
      return error instanceof UsageError ? exitCodes.badConfiguration : exitCodes.failed;
    }
    throw error;
  }
}
