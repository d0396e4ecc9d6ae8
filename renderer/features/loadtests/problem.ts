import { type Problem, problemOf } from '../../shell/index.ts';
import { type Speak, useWords } from '../../ui/index.ts';
import { loadtestWords } from './words.ts';

/** Machine words that have a sentence of their own. Each is a key of the texts. */
const worded = [
  'no-jmeter',
  'no-java',
  'java-too-old',
  'broken-home',
  'not-absolute',
  'not-found',
  'no-access',
  'not-a-folder',
  'not-a-file',
  'bad-path',
  'plan-not-xml',
  'plan-not-a-plan',
  'plan-too-large',
  'plan-too-deep',
  'plan-changed',
  'hosts-not-confirmed',
  'unknown-source',
  'disk-nearly-full',
  'run-ended',
  'no-space',
  'out-of-memory',
  'jvm-did-not-start',
  'jvm-crashed',
  'plan-not-loaded',
  'jmeter-error',
  'stop-failed',
  'asked',
  'threads-did-not-stop',
  'jvm-gone',
  'nothing-measured',
  'rows-missing',
  'no-samples',
  'not-started',
  'results-unreadable',
  'away',
  'forbidden',
  'gone',
  'bad-request',
] as const;

/** The sentence of a machine word; what has none says so and keeps the word readable in the raw text. */
export function sentenceOf(t: Speak<(typeof loadtestWords)['en']>, reason: string): string {
  const known = worded.find((word) => word === reason);
  return t(known ?? 'unknown');
}

/** Sentence and raw text of a rejected call, in the language of the moment. */
export function useProblemText(): (error: unknown) => Problem & { sentence: string; raw: string | undefined } {
  const t = useWords(loadtestWords);
  return (error) => {
    const problem = problemOf(error);
    const unknown = problem.reason !== 'unexpected' && !worded.some((word) => word === problem.reason);
    const raw = unknown ? [problem.reason, problem.detail].filter(Boolean).join(': ') : problem.detail;
    return { ...problem, sentence: sentenceOf(t, problem.reason), raw };
  };
}
