import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Files of one run. */
export interface RunFiles {
  folder: string;
  /** The plan as it was at the start. */
  planCopy: string;
  /** Settings of the run, for people and for a later import. */
  about: string;
  properties: string;
  stdout: string;
  stderr: string;
  log: string;
  samples: string;
  /** What was measured, by second, once the run is over. */
  picture: string;
}

export function runFiles(folder: string): RunFiles {
  const at = (name: string) => join(folder, name);
  return {
    folder,
    planCopy: at('plan.jmx'),
    about: at('run.json'),
    properties: at('run.properties'),
    stdout: at('stdout.log'),
    stderr: at('stderr.log'),
    log: at('jmeter.log'),
    samples: at('samples.jtl'),
    picture: at('picture.bin'),
  };
}

/** `runs/<number>-<id>` in the data folder. */
export function runFolder(dataDir: string, number: number, id: string): string {
  return join(dataDir, 'runs', `${number}-${id}`);
}

/** Makes the folder with the plan's copy and the settings. `samples.jtl` is left to JMeter: into an existing file it writes no header. */
export async function makeRunFolder(files: RunFiles, plan: string, properties: string, about: unknown): Promise<void> {
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  await copyFile(plan, files.planCopy);
  await writeFile(files.properties, properties, { mode: 0o600 });
  await writeFile(files.about, `${JSON.stringify(about, null, 2)}\n`, { mode: 0o600 });
}

/** Removes a run's folder with all that is in it. Rejects, and removes nothing, when it does not lie in `<dataDir>/runs`. */
export async function removeRunFolder(dataDir: string, folder: string): Promise<void> {
  if (dirname(resolve(folder)) !== resolve(dataDir, 'runs')) {
    throw new Error(`${folder} is not removed: it is no run folder of ${dataDir}`);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
}
