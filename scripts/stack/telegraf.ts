import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathOf } from './availability.ts';
import { removeFolder, temporaryFolder } from './places.ts';
import { runTool, type ToolResult } from './run-tool.ts';
import { type RunningServer, startServer } from './running-server.ts';
import { telegraf } from './telegraf-build.ts';

export interface TelegrafOptions {
  /** The whole configuration (TOML), or a function of the folder it runs in. */
  readonly config: string | ((folder: string) => string);
}

/** Starts Telegraf; it is ready when it has connected its outputs and set its interval. */
export async function startTelegraf(options: TelegrafOptions): Promise<RunningServer> {
  const program = pathOf(await telegraf());
  const folder = await temporaryFolder('telegraf');
  const config = join(folder, 'telegraf.conf');
  await writeFile(config, typeof options.config === 'string' ? options.config : options.config(folder));
  return startServer({
    name: 'Telegraf',
    program,
    args: ['--config', config],
    folder,
    isReady: (log) => log.includes('[agent] Config: Interval'),
  });
}

/**
 * Runs Telegraf to its end over a configuration: `config check` says whether it is accepted (code 1 when not),
 * `--test` prints what the inputs gather as line protocol, `--once` gathers and writes one time.
 */
export async function runTelegraf(mode: 'config check' | '--test' | '--once', config: string): Promise<ToolResult> {
  const program = pathOf(await telegraf());
  const folder = await temporaryFolder('telegraf');
  try {
    const file = join(folder, 'telegraf.conf');
    await writeFile(file, config);
    return await runTool(program, [...mode.split(' '), '--config', file], { folder, within: 60_000 });
  } finally {
    await removeFolder(folder);
  }
}
