import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import type { SourceState } from '#core/contract/sources.ts';
import { type Speak, useWords } from '../../ui/index.ts';
import { problemWords } from './problemWords.ts';

export type SourceErrorCode = NonNullable<SourceState['errorCode']>;

/** What the engine, or the way to it, said no with. `detail` is word for word. */
export interface Problem {
  readonly reason: string;
  readonly detail: string | undefined;
  readonly field: string | undefined;
}

const told = z.object({ reason: z.string(), detail: z.string().optional(), field: z.string().optional() });
const byCode: Readonly<Record<string, string>> = {
  FORBIDDEN: 'forbidden',
  UNAUTHORIZED: 'forbidden',
  NOT_FOUND: 'gone',
  BAD_REQUEST: 'bad-request',
};

/** Reads the problem out of whatever a call rejected with. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof ORPCError)) {
    return { reason: 'away', detail: error instanceof Error ? error.message : String(error), field: undefined };
  }
  const code = byCode[String(error.code)];
  if (code !== undefined) return { reason: code, detail: undefined, field: undefined };
  const data = told.safeParse(error.data);
  if (!data.success) return { reason: 'unexpected', detail: error.message, field: undefined };
  return { reason: data.data.reason, detail: data.data.detail, field: data.data.field };
}

type ProblemKey = keyof (typeof problemWords)['en'];
type Say = Speak<(typeof problemWords)['en']>;

function isKey(word: string): word is ProblemKey {
  return Object.hasOwn(problemWords.en, word);
}

/** The sentence of a machine word; a word without one keeps its own text readable. */
export function sentenceOf(t: Say, problem: Pick<Problem, 'reason' | 'detail'>): string {
  if (!isKey(problem.reason)) return `${t('unexpected')}: ${problem.reason}`;
  return t(problem.reason, problem.detail === undefined ? {} : { detail: problem.detail });
}

/** What to do about a source's error. */
export function nextStepOf(t: Say, code: string): string | undefined {
  const key = `${code}-next`;
  return isKey(key) ? t(key) : undefined;
}

/** Sentence, next step and raw text of a rejected call, in the language of the moment. */
export function useProblemText(): (error: unknown) => {
  problem: Problem;
  sentence: string;
  next: string | undefined;
  raw: string | undefined;
} {
  const t = useWords(problemWords);
  return (error) => {
    const problem = problemOf(error);
    return {
      problem,
      sentence: sentenceOf(t, problem),
      next: nextStepOf(t, problem.reason),
      raw: problem.detail,
    };
  };
}
