import { parseArgs } from 'node:util';
import { dataDirectory } from '../hosting/data-directory.ts';
import { EngineClient } from './engine-client.ts';
import { exitCodes, type Io, UsageError } from './io.ts';

const usage = `watchfloor VERB

about files (no engine needed)
  stats FILE… [--format table|json|statistics.json]   statistics of results files, as JMeter computes them and over the whole run
  doctor [--json]                                      what this machine has and lacks
  restore FOLDER                                       puts a backup in place (the engine must be stopped)

the console without a window
  serve                                                starts the engine under its supervisor and prints the link

about what is stored (asks the running engine)
  health                                               how the engine does, as JSON
  verify                                               walks the audit log; exit 1 when it is broken
  backup                                               copies state and samples
  link                                                 a one-time start link for another window

options: --data-dir DIR, --profile NAME
`;

interface Call {
  rest: string[];
  dataDir: string;
  json: boolean;
  io: Io;
}

const print = (io: Io, value: unknown) => io.out(JSON.stringify(value, null, 2));

const verbs: Record<string, (call: Call) => Promise<number>> = {
  async stats({ rest, io }) {
    const { runStats } = await import('./stats.ts');
    return runStats(rest, io);
  },
  async doctor({ dataDir, json, io }) {
    const { examine } = await import('./doctor.ts');
    const findings = await examine(dataDir);
    if (json) print(io, findings);
    else
      for (const finding of findings) io.out(`${finding.state.padEnd(8)} ${finding.what.padEnd(8)} ${finding.detail}`);
    return findings.some((finding) => finding.needed && finding.state !== 'ok') ? exitCodes.failed : exitCodes.ok;
  },
  async restore({ rest, dataDir, io }) {
    const [folder] = rest;
    if (!folder) throw new UsageError('restore needs the folder of a backup');
    const { restore } = await import('./restore.ts');
    await restore(dataDir, folder, new Date().toISOString().replaceAll(/[:.]/g, '-'), io);
    return exitCodes.ok;
  },
  async serve({ dataDir }) {
    const { serve } = await import('./serve.ts');
    return serve(dataDir);
  },
  async health({ dataDir, io }) {
    print(io, await new EngineClient(dataDir).call('GET', '/health'));
    return exitCodes.ok;
  },
  async verify({ dataDir, io }) {
    const verdict = await new EngineClient(dataDir).call('POST', '/audit/verify', {});
    print(io, verdict);
    return typeof verdict === 'object' && verdict !== null && 'whole' in verdict && verdict.whole === true
      ? exitCodes.ok
      : exitCodes.failed;
  },
  async backup({ dataDir, io }) {
    print(io, await new EngineClient(dataDir).call('POST', '/backup', {}));
    return exitCodes.ok;
  },
  async link({ dataDir, io }) {
    io.out(await new EngineClient(dataDir).startLink());
    return exitCodes.ok;
  },
};

/** Runs one verb and returns its exit code. */
export async function runCli(argv: string[], io: Io): Promise<number> {
  const [name, ...after] = argv;
  const verb = name === undefined ? undefined : verbs[name];
  if (!verb) {
    io.err(usage);
    return name === undefined || name === 'help' || name === '--help' ? exitCodes.ok : exitCodes.badConfiguration;
  }
  try {
    // `stats` reads its own options.
    if (name === 'stats') return await verb({ rest: after, dataDir: '', json: false, io });
    const { values, positionals } = parseArgs({
      args: after,
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        profile: { type: 'string', default: 'default' },
        json: { type: 'boolean', default: false },
      },
    });
    return await verb({
      rest: positionals,
      dataDir: values['data-dir'] ?? dataDirectory(values.profile),
      json: values.json,
      io,
    });
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof TypeError)) throw error;
    io.err(`watchfloor ${name}: ${error.message}`);
    return exitCodes.badConfiguration;
  }
}
