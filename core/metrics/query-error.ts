/**
 * A query that cannot be rendered or must not be sent. `reason` is a machine word, the message says it plainly in
 * English.
 */
export class QueryError extends Error {
  override name = 'QueryError';
  readonly reason: 'not-read-only' | 'unsupported' | 'language';

  constructor(reason: QueryError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}
