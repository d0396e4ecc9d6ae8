/** Where a verb writes: JSON and results on `out`, everything else on `err`. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

export interface Io extends Output {
  /** Calls `listener` at every Ctrl+C or request to end, until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

export const processIo: Io = {
  out: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  err: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  onInterrupt(listener) {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, listener);
    return () => {
      for (const signal of signals) process.off(signal, listener);
    };
  },
};

/** Exit codes of every verb. */
export const exitCodes = { ok: 0, failed: 1, badConfiguration: 104, aborted: 105 } as const;

/** A mistake of the caller: said in one sentence, exit 104. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Something that was asked for rightly and did not work: said in one sentence, exit 1. */
export class FailedError extends Error {
  override name = 'FailedError';
}
