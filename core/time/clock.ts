/** The one source of time. Engine code takes a Clock, so that every test runs in virtual time. */
export interface Clock {
  /** Wall-clock time, epoch milliseconds. May jump when the machine's clock is set. */
  now(): number;
  /** Monotonic milliseconds since an arbitrary origin. Never goes back. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `task` every `ms` until the returned function is called. Overlapping calls are skipped, never queued. */
  every(ms: number, task: () => void | Promise<void>): () => void;
}
