import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import type { Plan } from '#core/contract/loadtests.ts';
import { describePath, describePlan } from '#core/loadtest/plan-contract.ts';
import type { PlanFile, PlanInspection } from '#core/loadtest/plan-types.ts';
import { readPlanBytes } from './plan-bytes.ts';
import { type ReadPlanText, threadPlanReader } from './plan-thread.ts';

const inProduct = threadPlanReader();

export interface LocatedFile extends PlanFile {
  /** Absolute path; relative names are taken from the plan's folder, as JMeter does. `null` when the name is not known yet. */
  absolute: string | null;
  /** `null` when the name is not known before the run. */
  exists: boolean | null;
}

export interface PlanFileInspection {
  path: string;
  /** SHA-256 of the file's bytes, hex. */
  hash: string;
  inspection: PlanInspection;
  files: LocatedFile[];
}

/**
 * Reads and inspects a plan on this machine. Rejects with `PlanError` when it is no plan, with LoadtestProblem
 * `not-a-file` when it is no regular file, with the system's error (ENOENT, EACCES), or with the signal's reason.
 */
export async function inspectPlanFile(
  path: string,
  values: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
  read: ReadPlanText = inProduct,
): Promise<PlanFileInspection> {
  const absolute = resolve(path);
  const bytes = await readPlanBytes(absolute, signal);
  const { inspection, hash } = await read({ bytes, values }, signal);
  const files = await Promise.all(inspection.files.map((file) => locate(file, dirname(absolute))));
  return { path: absolute, hash, inspection, files };
}

/** The inspection in the contract's words; the caller adds the commit. */
export function toContractPlan({ path, hash, inspection, files }: PlanFileInspection): Omit<Plan, 'commit'> {
  const described = describePlan(inspection);
  return {
    ...described,
    path,
    hash,
    name: described.name.trim() === '' ? basename(path) : described.name,
    files: files.map((file) => ({
      path: file.absolute ?? file.written,
      usedIn: describePath(file.path),
      kind: file.kind === 'csv-data' ? 'csv' : 'file',
      exists: file.exists,
    })),
  };
}

async function locate(file: PlanFile, folder: string): Promise<LocatedFile> {
  if (!file.resolved) return { ...file, absolute: null, exists: null };
  const absolute = isAbsolute(file.written) ? file.written : resolve(folder, file.written);
  const exists = await stat(absolute).then(
    (found) => found.isFile(),
    () => false,
  );
  return { ...file, absolute, exists };
}
