import type { Source } from '#core/contract/sources.ts';
import { type StatusKind, useFormat, useNow, useWords } from '../../ui/index.ts';
import { sourceWords } from './words.ts';

export const stateGlyphs: Record<Source['status']['state'], StatusKind> = {
  ok: 'ok',
  error: 'source',
  unknown: 'inconclusive',
  disabled: 'silenced',
};
const since = { ok: 'answersSince', error: 'errorSince', unknown: 'unknownSince', disabled: 'disabledSince' } as const;

/** State of a source in words: since when, how often it failed, when it is asked again. */
export function SourceStateLine({ status }: { status: Source['status'] }) {
  const t = useWords(sourceWords);
  const format = useFormat();
  const now = useNow();
  const parts = [
    t(since[status.state], { time: format.time(status.since), age: format.duration(Math.max(0, now - status.since)) }),
  ];
  if (status.state === 'error') {
    parts.push(t('failures', { count: status.failures }));
    if (status.nextTryAt !== null) {
      const left = status.nextTryAt - now;
      parts.push(left > 0 ? t('nextTry', { span: format.duration(Math.ceil(left / 1000) * 1000) }) : t('tryingNow'));
    }
  }
  return <span className={status.state === 'error' ? 'c-source' : 't2'}>{parts.join(' · ')}</span>;
}

/** Age of a moment, following the clock alone: a table need not be made anew for it. */
export function Age({ at }: { at: number | null }) {
  const format = useFormat();
  const now = useNow();
  return <>{format.age(at === null ? null : now - at)}</>;
}
