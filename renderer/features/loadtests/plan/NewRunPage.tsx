import '../loadtests.css';
import { useSearch } from '@tanstack/react-router';
import { FileSearch } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { usePageTitle } from '../../../app/pageTitle.ts';
import { engine } from '../../../shell/index.ts';
import { Empty, Pane, Seams, showToast, useWords } from '../../../ui/index.ts';
import { GeneratorBar, GeneratorHelp } from '../list/Generator.tsx';
import { loadtestWords } from '../words.ts';
import { useDraft } from './draft.ts';
import { PlanBrowser } from './PlanBrowser.tsx';
import { PlanDetail } from './PlanDetail.tsx';
import { planWords } from './words.ts';

/** Choose a plan, see what it will do, give it values, start it. `?again=<run>` begins with what a run had. */
export default function NewRunPage() {
  const t = useWords(planWords);
  const all = useWords(loadtestWords);
  const path = useDraft((draft) => draft.path);
  usePageTitle(all('newRun'), [{ label: all('title'), to: '/loadtests' }]);
  useRunAgain();
  return (
    <div className="page">
      <GeneratorBar>{null}</GeneratorBar>
      <GeneratorHelp />
      <Seams className="lt-new">
        <PlanBrowser />
        {path === '' ? (
          <Pane label={t('notChosen')}>
            <Empty icon={<FileSearch size={22} strokeWidth={1.4} />} title={t('notChosen')} text={t('notChosenText')} />
          </Pane>
        ) : (
          // A fresh instance for each plan: what was read of another is never shown under this one's name.
          <PlanDetail key={path} path={path} />
        )}
      </Seams>
    </div>
  );
}

/** Runs whose values this window has filled in already: going back to the page must not undo what was edited since. */
const filled = new Set<string>();

function useRunAgain(): void {
  const t = useWords(planWords);
  const search: Record<string, unknown> = useSearch({ strict: false });
  const again =
    typeof search['again'] === 'string' || typeof search['again'] === 'number' ? String(search['again']) : undefined;
  const fill = useDraft((draft) => draft.fill);
  const failed = useEffectEvent(() => showToast({ kind: 'fail', title: t('againFailed') }));
  useEffect(() => {
    if (again === undefined || filled.has(again)) return;
    filled.add(again);
    engine.loadtests.runs.get({ id: again }).then(
      ({ run }) => fill(run),
      () => {
        filled.delete(again);
        failed();
      },
    );
  }, [again, fill]);
}
