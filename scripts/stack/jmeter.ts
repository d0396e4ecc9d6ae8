import { join } from 'node:path';
import { type Availability, findProgram, pathOf } from './availability.ts';
import { runTool } from './run-tool.ts';

let pending: Promise<Availability> | undefined;

/** The folder of Apache JMeter (`path` is its home), assembled on first use; asked once a process. */
export function jmeter(): Promise<Availability> {
  pending ??= locate();
  return pending;
}

/** Like {@link jmeter}, but throws where there is none. */
export async function jmeterHome(): Promise<string> {
  return pathOf(await jmeter());
}

async function locate(): Promise<Availability> {
  const install = 'apt-get install maven default-jre-headless';
  // A home that was assembled earlier is of no use without Java to run it.
  if (findProgram('java') === undefined) return { available: false, reason: 'Java is not installed.', install };
  const script = join(import.meta.dirname, '..', 'jmeter.mjs');
  const assembled = await runTool(process.execPath, [script]);
  if (assembled.code === 0) return { available: true, path: assembled.stdout.trim() };
  if (findProgram('mvn') === undefined) return { available: false, reason: 'Maven is not installed.', install };
  throw new Error(assembled.stderr);
}
