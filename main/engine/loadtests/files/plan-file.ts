import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import type { Plan } from '#core/contract/loadtests.ts';
import { inspectPlan } from '#core/loadtest/plan.ts';
import { describePath, describePlan } from '#core/loadtest/plan-contract.ts';
import { PlanError, type PlanFile, type PlanInspection } from '#core/loadtest/plan-types.ts';

/** Larger files are no plans. */
export const MAX_PLAN_BYTES = 50_000_000;

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
 * Reads and inspects a plan on this machine. Rejects with `PlanError` when it is no plan, else with the system's error
 * (ENOENT, EACCES, EISDIR).
 */
export async function inspectPlanFile(
  path: string,
  values: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<PlanFileInspection> {
  const absolute = resolve(path);
  const { size } = await stat(absolute);
  if (size > MAX_PLAN_BYTES) {
    throw new PlanError('too-large', `The plan has ${size} bytes; ${MAX_PLAN_BYTES} are allowed.`);
  }
  const bytes = await readFile(absolute, signal === undefined ? {} : { signal });
  const inspection = inspectPlan(decode(bytes), values);
  const files = await Promise.all(inspection.files.map((file) => locate(file, dirname(absolute))));
  return { path: absolute, hash: createHash('sha256').update(bytes).digest('hex'), inspection, files };
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

/** JMeter writes UTF-8; old files may name another encoding in their first line. */
function decode(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const encoding = /<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    throw new PlanError('not-xml', `The plan's encoding ${encoding} is not known.`, 1);
  }
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
