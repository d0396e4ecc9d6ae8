import { createHash } from 'node:crypto';
import { inspectPlan } from '#core/loadtest/plan.ts';
import { PlanError, type PlanInspection } from '#core/loadtest/plan-types.ts';

export interface PlanReading {
  /** SHA-256 of the bytes, hex. */
  hash: string;
  inspection: PlanInspection;
}

/** Hashes and inspects a plan. Holds its thread for about a millisecond a kilobyte or two. Throws `PlanError`. */
export function readPlanText(bytes: Uint8Array, values: Readonly<Record<string, string>>): PlanReading {
  return { inspection: inspectPlan(decode(bytes), values), hash: createHash('sha256').update(bytes).digest('hex') };
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
