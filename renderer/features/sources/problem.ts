import { type Problem, problemOf } from '../../shell/index.ts';
import { type Speak, useWords } from '../../ui/index.ts';
import { problemWords } from './problemWords.ts';

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
