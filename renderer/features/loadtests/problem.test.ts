import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { sentenceOf } from './problem.ts';
import { loadtestWords } from './words.ts';

/** Every machine word by which the engine refuses or ends a run. */
const reasons =
  'no-jmeter no-java java-too-old broken-home not-absolute not-found no-access not-a-folder not-a-file bad-path plan-not-xml ' +
  'plan-not-a-plan plan-too-large plan-too-deep plan-changed hosts-not-confirmed unknown-source disk-nearly-full run-ended ' +
  'no-space out-of-memory jvm-did-not-start jvm-crashed plan-not-loaded jmeter-error stop-failed asked threads-did-not-stop ' +
  'jvm-gone nothing-measured rows-missing no-samples not-started results-unreadable';

describe('problems', () => {
  it.each(reasons.split(' '))('%s has a sentence of its own in both languages', (reason) => {
    for (const lng of ['en', 'ko']) {
      const t = (key: string) => i18next.t(key, { ns: loadtestWords.namespace, lng });
      expect(sentenceOf(t, reason)).not.toBe(t('unknown'));
      expect(sentenceOf(t, reason)).not.toBe(reason);
    }
  });
});
