import type { Clock } from '#core/time/clock.ts';

/** Attempts of one name within the window before the next ones have to wait. */
const attemptLimit = 5;
const windowMs = 5 * 60_000;
/** Names watched at the same time; while all of them are fresh, further names wait too. */
const nameLimit = 1000;
/** Passwords that are checked at the same time: each takes 32 MB and a thread for 60 ms. */
const checksAtOnce = 2;

/**
 * Slows guessing down. An attempt counts from the moment it is made, before its password is looked at, so that a
 * burst of parallel guesses gets no further than five in a row.
 */
export class SignInAttempts {
  readonly #clock: Clock;
  readonly #attempts = new Map<string, number[]>();
  #checking = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes one attempt of a name; `undefined` when it has to wait. The answer says whether this is the name's first in
   * its window (only that one is worth a line in the audit log), and is to be ended with the outcome.
   */
  begin(name: string): { first: boolean; end: (succeeded: boolean) => void } | undefined {
    const since = this.#clock.now() - windowMs;
    for (const [key, times] of this.#attempts) if ((times.at(-1) ?? 0) <= since) this.#attempts.delete(key);
    const recent = (this.#attempts.get(name) ?? []).filter((at) => at > since);
    const isNew = recent.length === 0;
    if (recent.length >= attemptLimit || this.#checking >= checksAtOnce) return undefined;
    if (isNew && this.#attempts.size >= nameLimit) return undefined;
    this.#attempts.set(name, [...recent, this.#clock.now()]);
    this.#checking += 1;
    return {
      first: isNew,
      end: (succeeded) => {
        this.#checking -= 1;
        if (succeeded) this.#attempts.delete(name);
      },
    };
  }

  /** Lifts the wait of a name: an admin gave it a new password. */
  forget(name: string): void {
    this.#attempts.delete(name);
  }
}
