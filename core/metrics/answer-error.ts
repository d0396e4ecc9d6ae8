/**
 * An answer that could not be read. `bad-answer`: not what the store's API promises; `query`: the store refused the
 * query; `not-found`: the database or table is not there; `unauthorized`: the store refused who asked.
 */
export class AnswerError extends Error {
  override name = 'AnswerError';
  readonly code: 'bad-answer' | 'query' | 'not-found' | 'unauthorized';

  constructor(code: AnswerError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Parses JSON of a store; HTML, cut text and the like become a plain error that shows how the answer starts. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const start = text.slice(0, 80).replaceAll(/\s+/g, ' ').trim();
    const why = /^\s*</.test(text) ? 'an HTML page' : 'text that is not whole JSON';
    throw new AnswerError('bad-answer', `The answer is ${why}: "${start}"`);
  }
}
