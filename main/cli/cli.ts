import { join } from 'node:path';
import { processIo } from './io.ts';
import { runCli } from './run.ts';

const isBuilt = import.meta.url.endsWith('.mjs');

process.exitCode = await runCli(process.argv.slice(2), processIo, {
  host: join(import.meta.dirname, isBuilt ? 'web.mjs' : '../web/main.ts'),
  engine: join(import.meta.dirname, isBuilt ? 'engine.mjs' : '../engine/entry.ts'),
});
