import type { Run } from '#core/contract/loadtests.ts';
import { classes, StatusGlyph, useFormat, useWords } from '../../../ui/index.ts';
import { sentenceOf } from '../problem.ts';
import { lengthOf, lengthText, standingGlyphs, standingOf } from '../runState.ts';
import { loadtestWords } from '../words.ts';
import { runWords } from './words.ts';

/** How the run ended, why, what the tool said, and what was measured all the same. Nothing when all went as planned. */
export function EndNotice({ run }: { run: Run }) {
  const t = useWords(runWords);
  const all = useWords(loadtestWords);
  const format = useFormat();
  const standing = standingOf(run);
  const { skipped, cut } = run.tail;
  if (standing === 'completed' && run.reason === null && skipped === 0 && !cut) return null;
  const samples = run.total?.samples ?? 0;
  const bad = standing === 'failed' || standing === 'lost' || standing === 'diskFull';
  const measured =
    samples > 0
      ? t('measured', {
          samples: format.number(samples),
          length: lengthText(lengthOf(run, run.endedAt ?? run.startedAt), format),
        })
      : run.reason === 'no-samples'
        ? ''
        : t('measuredNothing');
  return (
    <div className={classes('lt-end', bad && 'is-bad')} role="note">
      <StatusGlyph kind={standing === 'completed' ? 'warning' : standingGlyphs[standing]} size={16} />
      <div className="grow">
        <p>
          <b>{all(standing)}.</b> {run.reason === null ? null : `${sentenceOf(all, run.reason)} `}
          {measured} {skipped > 0 ? `${t('skippedRows', { count: skipped })} ` : ''}
          {cut ? t('cutRow') : ''}
        </p>
        {run.detail === null || run.detail === '' ? null : (
          <p className="mono t3 cut" title={run.detail}>
            {run.detail}
          </p>
        )}
      </div>
    </div>
  );
}
