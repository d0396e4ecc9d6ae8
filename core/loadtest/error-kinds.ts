import type { ErrorKind } from './statistics-types.ts';

/** Kinds of error told apart; further ones are counted as one. */
export const MAX_ERROR_KINDS = 1000;
const MAX_MESSAGE = 500;

/** Code 2xx, 3xx or none: the transport succeeded, so the failed assertion is the error. As JMeter's errors table. */
function isSuccessCode(code: string): boolean {
  return code === '' || /^[23]\d\d$/.test(code);
}

/** Counts failed rows by label, code and message; code and message as JMeter's errors table keys them. */
export class ErrorKinds {
  /** Failed rows above the limit of kinds. */
  folded = 0;
  private readonly limit: number;
  private readonly kinds = new Map<string, ErrorKind>();

  constructor(limit = MAX_ERROR_KINDS) {
    this.limit = limit;
  }

  add(label: string, responseCode: string, responseMessage: string, failureMessage: string, count = 1): void {
    const byAssertion = isSuccessCode(responseCode) && failureMessage !== '';
    const code = byAssertion ? '' : responseCode;
    const message = (byAssertion ? failureMessage : responseMessage).slice(0, MAX_MESSAGE);
    this.count({ label, code, message, count });
  }

  merge(other: ErrorKinds): void {
    for (const kind of other.kinds.values()) this.count(kind);
    this.folded += other.folded;
  }

  /** Most frequent first. */
  list(): ErrorKind[] {
    return [...this.kinds.values()].map((kind) => ({ ...kind })).sort((a, b) => b.count - a.count);
  }

  private count({ label, code, message, count }: ErrorKind): void {
    const key = `${label}\n${code}\n${message}`;
    const known = this.kinds.get(key);
    if (known !== undefined) known.count += count;
    else if (this.kinds.size < this.limit) this.kinds.set(key, { label, code, message, count });
    else this.folded += count;
  }
}
