import type { Probe } from '#core/contract/sources.ts';
import type { Clock } from '#core/time/clock.ts';
import { asSourceError } from './source-error.ts';

/** A clock that is off by more than this is worth a word, ms. */
const clockTolerance = 2000;

/** What a probe has found so far. */
export class ProbeNotes {
  version: string | null = null;
  latencyMs: number | null = null;
  databases: string[] = [];
  measurements: number | null = null;
  readonly notices: string[] = [];
}

/** Runs the steps of a probe; what they found before one failed is kept in the answer. */
export async function probed(steps: (notes: ProbeNotes) => Promise<void>, secrets: readonly string[]): Promise<Probe> {
  const notes = new ProbeNotes();
  const found = () => ({
    version: notes.version,
    latencyMs: notes.latencyMs,
    databases: notes.databases,
    measurements: notes.measurements,
    notices: notes.notices,
  });
  try {
    await steps(notes);
    return { ok: true, ...found(), error: null, errorCode: null };
  } catch (error) {
    const failed = asSourceError(error, secrets);
    return { ok: false, ...found(), error: failed.message, errorCode: failed.code };
  }
}

/** Adds `clock-offset-ms:N` when the store's clock differs; its Date header has whole seconds. */
export function noteClock(notes: ProbeNotes, date: string | undefined, clock: Clock): void {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return;
  const offset = theirs + 500 - clock.now();
  if (Math.abs(offset) > clockTolerance) notes.notices.push(`clock-offset-ms:${Math.round(offset)}`);
}
