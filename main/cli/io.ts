/** Where a verb writes: JSON and results on `out`, everything else on `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
}

export const processIo: Io = {
  out: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  err: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
};

/** Exit codes of every verb. */
export const exitCodes = { ok: 0, failed: 1, badConfiguration: 104 } as const;

/** A mistake of the caller: said in one sentence, exit 104. */
export class UsageError extends Error {
  override name = 'UsageError';
}
