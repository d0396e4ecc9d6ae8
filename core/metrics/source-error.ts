import type { SourceState } from '../contract/sources.ts';
import { AnswerError } from './answer-error.ts';
import { QueryError } from './query-error.ts';

export type SourceErrorCode = NonNullable<SourceState['errorCode']>;

/** Text of a store's own error that is shown, characters. */
const maxMessage = 400;

/** Why a source gave no answer. The message is plain, holds no secret and is at most {@link maxMessage} long. */
export class SourceError extends Error {
  override name = 'SourceError';
  readonly code: SourceErrorCode;
  /** When the source will be asked again, epoch ms, if it is left alone at present. */
  readonly nextTryAt: number | undefined;

  constructor(code: SourceErrorCode, message: string, options: { nextTryAt?: number; cause?: unknown } = {}) {
    super(message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message, { cause: options.cause });
    this.code = code;
    this.nextTryAt = options.nextTryAt;
  }
}

/** Any error as a SourceError: those of queries and answers by their own code, everything else is `other`. */
export function sourceErrorOf(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AnswerError) return new SourceError(error.code, message);
  if (error instanceof QueryError) return new SourceError('query', message);
  return new SourceError('other', message);
}
